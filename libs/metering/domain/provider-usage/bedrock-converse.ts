import type { KindCounts } from '../counts.js';
import type { UsageBlock } from './usage-block.js';

/**
 * Bedrock Converse: cache reads and writes stand beside the input; reasoning is not told apart from the output.
 * The documentation does not say whether the total holds the cache, so either sum is taken for consistent.
 */
export function bedrockConverse(block: UsageBlock): KindCounts {
  const input = block.count('inputTokens');
  const output = block.count('outputTokens');
  const cacheRead = block.count('cacheReadInputTokens');
  const cacheWrite = block.count('cacheWriteInputTokens');
  const oneHour = oneHourWrites(block);

  block.expectTotal('totalTokens', input + output, input + output + cacheRead + cacheWrite);
  return {
    input,
    cache_read: cacheRead,
    cache_write: block.remainder('cacheWriteInputTokens', cacheWrite, oneHour),
    cache_write_1h: oneHour,
    output,
  };
}

/** The list splits the writes by life; where there is one, it must sum to them. */
function oneHourWrites(block: UsageBlock): number {
  const details = block.list('cacheDetails');
  if (details.length === 0) return 0;
  let all = 0;
  let oneHour = 0;
  for (const detail of details) {
    const tokens = detail.count('inputTokens');
    all += tokens;
    if (detail.text('ttl') === '1h') oneHour += tokens;
  }
  block.expectTotal('cacheWriteInputTokens', all);
  return oneHour;
}
