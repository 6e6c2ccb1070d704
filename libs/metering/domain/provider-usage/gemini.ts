import type { KindCounts } from '../counts.js';
import type { UsageBlock } from './usage-block.js';

/**
 * Gemini, and Gemini Live with its response counts. Cached is inside the prompt; thoughts stand beside the candidates,
 * the prompt of tool use beside the prompt. The modality lists split the count they belong to, cached content included.
 */
export function gemini(block: UsageBlock): KindCounts {
  const prompt = block.count('promptTokenCount');
  const toolUse = block.count('toolUsePromptTokenCount');
  const cached = block.count('cachedContentTokenCount');
  const candidates = block.optionalCount('candidatesTokenCount') ?? block.count('responseTokenCount');
  const thoughts = block.count('thoughtsTokenCount');

  const [audio, image, video] = [
    uncachedInput(block, 'AUDIO'),
    uncachedInput(block, 'IMAGE'),
    uncachedInput(block, 'VIDEO'),
  ];
  const outputAudio = produced(block, 'AUDIO');
  const outputImage = produced(block, 'IMAGE');

  block.expectTotal('totalTokenCount', prompt + toolUse + candidates + thoughts);
  return {
    input: block.remainder('promptTokenCount', prompt + toolUse, cached, audio, image, video),
    input_audio: audio,
    input_image: image,
    input_video: video,
    cache_read: cached,
    output: block.remainder('candidatesTokenCount', candidates, outputAudio, outputImage),
    output_audio: outputAudio,
    output_image: outputImage,
    reasoning: thoughts,
  };
}

function uncachedInput(block: UsageBlock, modality: string): number {
  const given =
    ofModality(block, 'promptTokensDetails', modality) + ofModality(block, 'toolUsePromptTokensDetails', modality);
  return block.remainder('cacheTokensDetails', given, ofModality(block, 'cacheTokensDetails', modality));
}

function produced(block: UsageBlock, modality: string): number {
  return ofModality(block, 'candidatesTokensDetails', modality) + ofModality(block, 'responseTokensDetails', modality);
}

function ofModality(block: UsageBlock, list: string, modality: string): number {
  let tokens = 0;
  for (const entry of block.list(list)) {
    if (entry.text('modality') === modality) tokens += entry.count('tokenCount');
  }
  return tokens;
}
