import type { KindCounts } from '../counts.js';
import type { UsageBlock } from './usage-block.js';

/** OpenAI Responses: cached and cache writes are inside the input, reasoning is inside the output. */
export function openaiResponses(block: UsageBlock): KindCounts {
  const input = block.count('input_tokens');
  const output = block.count('output_tokens');
  const inside = block.object('input_tokens_details');

  const cacheRead = inside.count('cached_tokens');
  const cacheWrite = inside.count('cache_write_tokens');
  const reasoning = block.object('output_tokens_details').count('reasoning_tokens');

  block.expectTotal('total_tokens', input + output);
  return {
    input: block.remainder('input_tokens', input, cacheRead, cacheWrite),
    cache_read: cacheRead,
    cache_write: cacheWrite,
    output: block.remainder('output_tokens', output, reasoning),
    reasoning,
  };
}
