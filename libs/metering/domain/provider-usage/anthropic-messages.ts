import type { KindCounts } from '../counts.js';
import type { UsageBlock } from './usage-block.js';

/**
 * Anthropic messages: cache reads and writes stand beside the input, not inside it; thinking is inside the output.
 * Searches and fetches by the provider's server are calls, not tokens.
 */
export function anthropicMessages(block: UsageBlock): KindCounts {
  const output = block.count('output_tokens');
  const thinking = block.object('output_tokens_details').count('thinking_tokens');
  const serverTools = block.object('server_tool_use');

  return {
    input: block.count('input_tokens'),
    cache_read: block.count('cache_read_input_tokens'),
    ...cacheWrites(block),
    output: block.remainder('output_tokens', output, thinking),
    reasoning: thinking,
    tool_call: serverTools.count('web_search_requests') + serverTools.count('web_fetch_requests'),
  };
}

/** By life, where the block splits them; the split must then sum to the total of the writes. */
function cacheWrites(block: UsageBlock): KindCounts {
  const split = block.object('cache_creation');
  const fiveMinutes = split.optionalCount('ephemeral_5m_input_tokens');
  const oneHour = split.optionalCount('ephemeral_1h_input_tokens');
  if (fiveMinutes === undefined && oneHour === undefined) {
    return { cache_write: block.count('cache_creation_input_tokens') };
  }
  const short = fiveMinutes ?? 0;
  const long = oneHour ?? 0;
  block.expectTotal('cache_creation_input_tokens', short + long);
  return { cache_write: short, cache_write_1h: long };
}
