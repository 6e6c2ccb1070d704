import type { KindCounts } from '../counts.js';
import type { UsageBlock } from './usage-block.js';

/**
 * OpenAI chat completions and the compatible modes of others. Every detail is inside its parent: cached, cache writes
 * and audio inside the prompt, reasoning and audio inside the completion; rejected predictions stay in the output.
 */
export function openaiChat(block: UsageBlock): KindCounts {
  const prompt = block.count('prompt_tokens');
  const completion = block.count('completion_tokens');
  const inside = block.object('prompt_tokens_details');
  const produced = block.object('completion_tokens_details');

  const cacheRead = inside.optionalCount('cached_tokens') ?? deepSeekCacheHit(block);
  const cacheWrite = inside.optionalCount('cache_write_tokens') ?? inside.count('cache_creation_input_tokens');
  const inputAudio = inside.count('audio_tokens');
  const outputAudio = produced.count('audio_tokens');
  const reasoning = produced.count('reasoning_tokens');

  block.expectTotal('total_tokens', prompt + completion);
  return {
    input: block.remainder('prompt_tokens', prompt, cacheRead, cacheWrite, inputAudio),
    input_audio: inputAudio,
    cache_read: cacheRead,
    cache_write: cacheWrite,
    output: block.remainder('completion_tokens', completion, reasoning, outputAudio),
    output_audio: outputAudio,
    reasoning,
  };
}

/** DeepSeek splits the prompt into hits and misses; taken only from a record that proves it by its own sum. */
function deepSeekCacheHit(block: UsageBlock): number {
  const hit = block.optionalCount('prompt_cache_hit_tokens');
  if (hit === undefined) return 0;
  block.expectTotal('prompt_tokens', hit + block.count('prompt_cache_miss_tokens'));
  return hit;
}
