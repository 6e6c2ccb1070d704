import { describe, expect, it } from '@jest/globals';
import { blockQuantities, statedQuantities } from './provider-blocks.js';

function counted(format: string, block: object): Record<string, string> {
  const counts = Object.entries(blockQuantities({ format, block }));
  return Object.fromEntries(counts.filter(([, count]) => count > 0n).map(([kind, count]) => [kind, String(count)]));
}

describe('the oracle on provider blocks', () => {
  it('takes cached out of input and reasoning out of output for OpenAI', () => {
    const block = {
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      prompt_tokens_details: { cached_tokens: 60 },
      completion_tokens_details: { reasoning_tokens: 20 },
    };
    expect(counted('openai.chat', block)).toEqual({ input: '40', cache_read: '60', output: '30', reasoning: '20' });
  });

  it('leaves the cache beside the input for Anthropic and splits its lives', () => {
    const block = {
      input_tokens: 10,
      cache_creation_input_tokens: 30,
      cache_read_input_tokens: 500,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
      output_tokens: 7,
    };
    expect(counted('anthropic.messages', block)).toEqual({
      input: '10',
      cache_read: '500',
      cache_write: '10',
      cache_write_1h: '20',
      output: '7',
    });
  });

  it('adds thoughts beside candidates for Gemini', () => {
    const block = {
      promptTokenCount: 90,
      cachedContentTokenCount: 40,
      candidatesTokenCount: 5,
      thoughtsTokenCount: 25,
      totalTokenCount: 120,
    };
    expect(counted('gemini', block)).toEqual({ input: '50', cache_read: '40', output: '5', reasoning: '25' });
  });

  it.each([
    [
      'details above their total',
      'openai.chat',
      { prompt_tokens: 1, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 2 } },
    ],
    ['a total that differs', 'openai.chat', { prompt_tokens: 1, completion_tokens: 1, total_tokens: 3 }],
    ['a fraction', 'gemini', { promptTokenCount: 1.5 }],
    ['an unknown format', 'parchment', {}],
  ])('refuses %s', (_what, format, block) => {
    expect(() => blockQuantities({ format, block })).toThrow();
  });

  it('refuses a stated kind that is not on the list', () => {
    expect(() => statedQuantities({ tokens: 4 })).toThrow('unknown kind tokens');
  });
});
