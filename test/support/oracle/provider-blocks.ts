import { ORACLE_KINDS } from './vocabulary.js';

/** Thrown for whatever can never be charged; the oracle only counts them. */
export class Unusable extends Error {}

const LARGEST_QUANTITY = 1_000_000_000_000;

export type JsonObject = Record<string, unknown>;

export function asObject(value: unknown, what: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unusable(`${what} is no object`);
  return value as JsonObject;
}

/** A count of a block; what is absent counts as zero (usage formats 2.3). */
function count(block: JsonObject, name: string): bigint {
  const value = block[name];
  if (value === undefined) return 0n;
  if (typeof value === 'string' && /^\d{1,12}$/.test(value)) return BigInt(value);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > LARGEST_QUANTITY) {
    throw new Unusable(`${name} is no count`);
  }
  return BigInt(value);
}

function inside(block: JsonObject, name: string): JsonObject {
  return block[name] === undefined ? {} : asObject(block[name], name);
}

function checkTotal(block: JsonObject, name: string, expected: bigint): void {
  if (block[name] !== undefined && count(block, name) !== expected) throw new Unusable(`${name} does not add up`);
}

type Counts = Record<string, bigint>;

function openai(block: JsonObject, input: string, output: string): Counts {
  if (block[input] === undefined || block[output] === undefined) throw new Unusable('usage without counts');
  const inputDetails = inside(block, `${input}_details`);
  const outputDetails = inside(block, `${output}_details`);
  const cacheRead = count(inputDetails, 'cached_tokens');
  const cacheWrite = count(inputDetails, 'cache_write_tokens');
  const inputAudio = count(inputDetails, 'audio_tokens');
  const reasoning = count(outputDetails, 'reasoning_tokens');
  const outputAudio = count(outputDetails, 'audio_tokens');
  checkTotal(block, 'total_tokens', count(block, input) + count(block, output));
  return {
    input: count(block, input) - cacheRead - cacheWrite - inputAudio,
    input_audio: inputAudio,
    cache_read: cacheRead,
    cache_write: cacheWrite,
    output: count(block, output) - reasoning - outputAudio,
    output_audio: outputAudio,
    reasoning,
  };
}

function anthropic(block: JsonObject): Counts {
  if (block.input_tokens === undefined || block.output_tokens === undefined) throw new Unusable('usage without counts');
  const written = count(block, 'cache_creation_input_tokens');
  const lives = inside(block, 'cache_creation');
  const oneHour = count(lives, 'ephemeral_1h_input_tokens');
  const fiveMinutes = count(lives, 'ephemeral_5m_input_tokens');
  if (block.cache_creation !== undefined && oneHour + fiveMinutes !== written)
    throw new Unusable('cache writes differ');
  const thinking = count(inside(block, 'output_tokens_details'), 'thinking_tokens');
  return {
    input: count(block, 'input_tokens'),
    cache_read: count(block, 'cache_read_input_tokens'),
    cache_write: written - oneHour,
    cache_write_1h: oneHour,
    output: count(block, 'output_tokens') - thinking,
    reasoning: thinking,
  };
}

function gemini(block: JsonObject): Counts {
  if (block.promptTokenCount === undefined) throw new Unusable('usage without counts');
  const prompt = count(block, 'promptTokenCount');
  const cached = count(block, 'cachedContentTokenCount');
  const candidates = count(block, 'candidatesTokenCount');
  const thoughts = count(block, 'thoughtsTokenCount');
  const toolUse = count(block, 'toolUsePromptTokenCount');
  checkTotal(block, 'totalTokenCount', prompt + candidates + toolUse + thoughts);
  return { input: prompt + toolUse - cached, cache_read: cached, output: candidates, reasoning: thoughts };
}

function bedrock(block: JsonObject): Counts {
  if (block.inputTokens === undefined || block.outputTokens === undefined) throw new Unusable('usage without counts');
  return {
    input: count(block, 'inputTokens'),
    cache_read: count(block, 'cacheReadInputTokens'),
    cache_write: count(block, 'cacheWriteInputTokens'),
    output: count(block, 'outputTokens'),
  };
}

function ofFormat(format: unknown, block: JsonObject): Counts {
  if (format === 'openai.chat') return openai(block, 'prompt_tokens', 'completion_tokens');
  if (format === 'openai.responses') return openai(block, 'input_tokens', 'output_tokens');
  if (format === 'anthropic.messages') return anthropic(block);
  if (format === 'gemini') return gemini(block);
  if (format === 'bedrock.converse') return bedrock(block);
  throw new Unusable('unknown usage format');
}

/** What a gateway counted for itself, already disjoint. */
export function statedQuantities(stated: JsonObject): Counts {
  const counts: Counts = {};
  for (const name of Object.keys(stated)) {
    if (!ORACLE_KINDS.includes(name)) throw new Unusable(`unknown kind ${name}`);
    if (typeof stated[name] !== 'number') throw new Unusable(`${name} is no count`);
    counts[name] = count(stated, name);
  }
  return counts;
}

/** Disjoint quantities out of a provider's own usage block. */
export function blockQuantities(usage: JsonObject): Counts {
  const counts = ofFormat(usage.format, asObject(usage.block, 'block'));
  if (Object.values(counts).some((quantity) => quantity < 0n)) throw new Unusable('details exceed their total');
  return counts;
}
