import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accepted, eventWithBlock, kindsOf, meter } from '../../../../test/support/metering/samples.js';

/** One call, told apart in disjoint parts, as each provider would report it, with the provider's own total. */
interface Call {
  readonly input: number;
  readonly cacheRead: number;
  readonly output: number;
  readonly reasoning: number;
}

const asBlock: Readonly<Record<string, (call: Call) => unknown>> = {
  'openai.chat': ({ input, cacheRead, output, reasoning }) => ({
    prompt_tokens: input + cacheRead,
    completion_tokens: output + reasoning,
    total_tokens: input + cacheRead + output + reasoning,
    prompt_tokens_details: { cached_tokens: cacheRead },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }),
  'openai.responses': ({ input, cacheRead, output, reasoning }) => ({
    input_tokens: input + cacheRead,
    output_tokens: output + reasoning,
    total_tokens: input + cacheRead + output + reasoning,
    input_tokens_details: { cached_tokens: cacheRead },
    output_tokens_details: { reasoning_tokens: reasoning },
  }),
  'anthropic.messages': ({ input, cacheRead, output, reasoning }) => ({
    input_tokens: input,
    cache_read_input_tokens: cacheRead,
    output_tokens: output + reasoning,
    output_tokens_details: { thinking_tokens: reasoning },
  }),
  gemini: ({ input, cacheRead, output, reasoning }) => ({
    promptTokenCount: input + cacheRead,
    cachedContentTokenCount: cacheRead,
    candidatesTokenCount: output,
    thoughtsTokenCount: reasoning,
    totalTokenCount: input + cacheRead + output + reasoning,
  }),
};

const tokens = fc.nat({ max: 10 ** 9 });
const anyCall = fc.record({ input: tokens, cacheRead: tokens, output: tokens, reasoning: tokens });

describe.each(Object.entries(asBlock))('a call told by %s', (format, block) => {
  it('gives back its disjoint parts, which sum to the total of the source: cached tokens count once (P1)', () => {
    fc.assert(
      fc.property(anyCall, (call) => {
        const { input = 0, cache_read = 0, output = 0, reasoning = 0, ...others } = kindsOf(format, block(call));
        expect({ input, cacheRead: cache_read, output, reasoning }).toEqual(call);
        expect(others).toEqual({});
      }),
    );
  });

  it('is the same usage, to the content hash, as told by openai.chat', () => {
    const call = { input: 40, cacheRead: 9000, output: 50, reasoning: 450 };
    const metered = (name: string, told: unknown) => accepted(meter.meterStructured(eventWithBlock(name, told)));
    expect(metered(format, block(call)).contentHash).toBe(
      metered('openai.chat', asBlock['openai.chat']?.(call)).contentHash,
    );
  });
});
