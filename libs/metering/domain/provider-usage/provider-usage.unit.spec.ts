import { describe, expect, it } from '@jest/globals';
import { eventWithBlock, kindsOf, meter, refusedWith } from '../../../../test/support/metering/samples.js';

function contradiction(format: string, block: unknown): string | undefined {
  const refusal = refusedWith(meter.meterStructured(eventWithBlock(format, block)));
  expect(refusal.code).toBe('inconsistent_usage');
  return refusal.pointer?.replace('/data/usage/block', '');
}

describe('openai.chat', () => {
  it('takes cache, audio and reasoning out of their parents', () => {
    const block = {
      prompt_tokens: 2000,
      completion_tokens: 900,
      total_tokens: 2900,
      prompt_tokens_details: { cached_tokens: 1500, cache_write_tokens: 100, audio_tokens: 50 },
      completion_tokens_details: {
        reasoning_tokens: 700,
        audio_tokens: 20,
        accepted_prediction_tokens: 5,
        rejected_prediction_tokens: 30,
      },
    };
    expect(kindsOf('openai.chat', block)).toEqual({
      input: 350,
      input_audio: 50,
      cache_read: 1500,
      cache_write: 100,
      output: 180,
      output_audio: 20,
      reasoning: 700,
    });
  });

  it('reads decimal strings and null as gateways write them', () => {
    const block = { prompt_tokens: '12', completion_tokens: '0', total_tokens: '12', prompt_tokens_details: null };
    expect(kindsOf('openai.chat', block)).toEqual({ input: 12 });
  });

  it('reads an explicit cache creation of Bailian as a cache write', () => {
    const block = { prompt_tokens: 10, prompt_tokens_details: { cached_tokens: 0, cache_creation_input_tokens: 4 } };
    expect(kindsOf('openai.chat', block)).toEqual({ input: 6, cache_write: 4 });
  });

  it('reads cache hits of DeepSeek where hits and misses prove to be the prompt', () => {
    const block = { prompt_tokens: 10, prompt_cache_hit_tokens: 7, prompt_cache_miss_tokens: 3, completion_tokens: 1 };
    expect(kindsOf('openai.chat', block)).toEqual({ input: 3, cache_read: 7, output: 1 });
    expect(contradiction('openai.chat', { ...block, prompt_cache_miss_tokens: 4 })).toBe('/prompt_tokens');
  });

  it('refuses details that exceed their parent, and a total that is not the sum', () => {
    const block = { prompt_tokens: 10, completion_tokens: 5 };
    expect(contradiction('openai.chat', { ...block, prompt_tokens_details: { cached_tokens: 11 } })).toBe(
      '/prompt_tokens',
    );
    expect(contradiction('openai.chat', { ...block, completion_tokens_details: { reasoning_tokens: 6 } })).toBe(
      '/completion_tokens',
    );
    expect(contradiction('openai.chat', { ...block, total_tokens: 16 })).toBe('/total_tokens');
  });
});

describe('openai.responses', () => {
  it('takes cache out of the input and reasoning out of the output', () => {
    const block = {
      input_tokens: 500,
      input_tokens_details: { cached_tokens: 400, cache_write_tokens: 60 },
      output_tokens: 80,
      output_tokens_details: { reasoning_tokens: 64 },
      total_tokens: 580,
    };
    expect(kindsOf('openai.responses', block)).toEqual({
      input: 40,
      cache_read: 400,
      cache_write: 60,
      output: 16,
      reasoning: 64,
    });
  });

  it('refuses the exclusive reading of a cache-heavy call', () => {
    const block = { input_tokens: 40, input_tokens_details: { cached_tokens: 400 }, output_tokens: 16 };
    expect(contradiction('openai.responses', block)).toBe('/input_tokens');
  });
});

describe('anthropic.messages', () => {
  const block = {
    input_tokens: 40,
    cache_read_input_tokens: 9000,
    cache_creation_input_tokens: 300,
    output_tokens: 500,
  };

  it('leaves the input as it is beside the cache, and takes thinking out of the output', () => {
    const thinking = { ...block, output_tokens_details: { thinking_tokens: 450 }, service_tier: 'standard' };
    expect(kindsOf('anthropic.messages', thinking)).toEqual({
      input: 40,
      cache_read: 9000,
      cache_write: 300,
      output: 50,
      reasoning: 450,
    });
  });

  it('splits cache writes by life, and refuses a split that does not sum', () => {
    const split = { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 };
    expect(kindsOf('anthropic.messages', { ...block, cache_creation: split })).toEqual({
      input: 40,
      cache_read: 9000,
      cache_write: 100,
      cache_write_1h: 200,
      output: 500,
    });
    const short = { ...split, ephemeral_1h_input_tokens: 199 };
    expect(contradiction('anthropic.messages', { ...block, cache_creation: short })).toBe(
      '/cache_creation_input_tokens',
    );
  });

  it('counts searches and fetches of the server as calls', () => {
    const tools = { ...block, server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 } };
    expect(kindsOf('anthropic.messages', tools)['tool_call']).toBe(3);
  });

  it('refuses more thinking than output', () => {
    const thinking = { ...block, output_tokens_details: { thinking_tokens: 501 } };
    expect(contradiction('anthropic.messages', thinking)).toBe('/output_tokens');
  });
});

describe('gemini', () => {
  it('adds tool use to the prompt and thoughts beside the candidates, and splits by modality', () => {
    const block = {
      promptTokenCount: 1000,
      cachedContentTokenCount: 600,
      toolUsePromptTokenCount: 50,
      candidatesTokenCount: 80,
      thoughtsTokenCount: 900,
      totalTokenCount: 2030,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 690 },
        { modality: 'AUDIO', tokenCount: 200 },
        { modality: 'VIDEO', tokenCount: 110 },
      ],
      cacheTokensDetails: [
        { modality: 'TEXT', tokenCount: 500 },
        { modality: 'AUDIO', tokenCount: 100 },
      ],
      toolUsePromptTokensDetails: [{ modality: 'IMAGE', tokenCount: 10 }],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 30 }],
    };
    expect(kindsOf('gemini', block)).toEqual({
      input: 230,
      input_audio: 100,
      input_image: 10,
      input_video: 110,
      cache_read: 600,
      output: 50,
      output_image: 30,
      reasoning: 900,
    });
  });

  it('reads the response counts of Gemini Live', () => {
    const block = {
      promptTokenCount: 5,
      responseTokenCount: 7,
      totalTokenCount: 12,
      responseTokensDetails: [{ modality: 'AUDIO', tokenCount: 4 }],
    };
    expect(kindsOf('gemini', block)).toEqual({ input: 5, output: 3, output_audio: 4 });
  });

  it('refuses a total that leaves the thoughts out (P2)', () => {
    const block = { promptTokenCount: 5, candidatesTokenCount: 7, thoughtsTokenCount: 9, totalTokenCount: 12 };
    expect(contradiction('gemini', block)).toBe('/totalTokenCount');
  });
});

describe('bedrock.converse', () => {
  const block = { inputTokens: 40, outputTokens: 10, cacheReadInputTokens: 900, cacheWriteInputTokens: 30 };
  const kinds = { input: 40, cache_read: 900, output: 10 };

  it.each([50, 980])('leaves the input beside the cache, the total being %p', (totalTokens) => {
    expect(kindsOf('bedrock.converse', { ...block, totalTokens })).toEqual({ ...kinds, cache_write: 30 });
  });

  it('refuses any other total', () => {
    expect(contradiction('bedrock.converse', { ...block, totalTokens: 950 })).toBe('/totalTokens');
  });

  it('splits cache writes by life, and refuses a list that does not sum', () => {
    const cacheDetails = [
      { ttl: '1h', inputTokens: 20 },
      { ttl: '5m', inputTokens: 10 },
    ];
    expect(kindsOf('bedrock.converse', { ...block, cacheDetails })).toEqual({
      ...kinds,
      cache_write: 10,
      cache_write_1h: 20,
    });
    const short = { ...block, cacheDetails: cacheDetails.slice(1) };
    expect(contradiction('bedrock.converse', short)).toBe('/cacheWriteInputTokens');
  });
});

describe('what a block holds beside its counts', () => {
  it('reaches no usage', () => {
    const block = { input_tokens: 1, output_tokens: 1, messages: ['marker-7f3a'], id: 'marker-7f3a' };
    const metered = meter.meterStructured(eventWithBlock('anthropic.messages', block));
    expect(metered.type).toBe('usage');
    expect(JSON.stringify(metered)).not.toContain('marker-7f3a');
  });
});
