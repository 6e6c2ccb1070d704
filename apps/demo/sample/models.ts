import type { Tier } from '#libs/kernel/index.js';
import { Weighted, type Dice } from './dice.js';

type Counts = Readonly<Record<string, number>>;

/** How a gateway tells what a call used: quantities of its own, or the provider's block as it came. */
export type UsageShape =
  { readonly quantities: Counts } | { readonly usage: { readonly format: string; readonly block: object } };

export interface SampleModel {
  readonly model: string;
  readonly provider: string;
  /** Share of the traffic, relative to the others. */
  readonly weight: number;
  readonly tiers: readonly Tier[];
  shape(dice: Dice): UsageShape;
}

function openAiCounts(
  dice: Dice,
  reasons: boolean,
): { input: number; cached: number; output: number; thought: number } {
  const cached = dice.chance(0.4) ? dice.around(1_200) : 0;
  const thought = reasons ? dice.around(350) : 0;
  return { input: cached + dice.around(700), cached, output: thought + dice.around(300), thought };
}

function chat(reasons: boolean): (dice: Dice) => UsageShape {
  return (dice) => {
    const { input, cached, output, thought } = openAiCounts(dice, reasons);
    const block = {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: cached },
      completion_tokens_details: { reasoning_tokens: thought },
    };
    return { usage: { format: 'openai.chat', block } };
  };
}

function responses(dice: Dice): UsageShape {
  const { input, cached, output, thought } = openAiCounts(dice, true);
  const block = {
    input_tokens: input,
    input_tokens_details: { cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: thought },
    total_tokens: input + output,
  };
  return { usage: { format: 'openai.responses', block } };
}

/** Agents: a long cached context, a little new, some of it written to the cache for five minutes or an hour. */
function messages(dice: Dice): UsageShape {
  const fiveMinutes = dice.chance(0.5) ? dice.around(400) : 0;
  const oneHour = dice.chance(0.1) ? dice.around(900) : 0;
  const block = {
    input_tokens: dice.around(250),
    cache_creation_input_tokens: fiveMinutes + oneHour,
    cache_read_input_tokens: dice.chance(0.7) ? dice.around(4_000) : 0,
    cache_creation: { ephemeral_5m_input_tokens: fiveMinutes, ephemeral_1h_input_tokens: oneHour },
    output_tokens: dice.around(280),
    service_tier: 'standard',
  };
  return { usage: { format: 'anthropic.messages', block } };
}

function gemini(dice: Dice): UsageShape {
  const cached = dice.chance(0.3) ? dice.around(1_500) : 0;
  const prompt = cached + dice.around(900);
  const candidates = dice.around(350);
  const thoughts = dice.chance(0.5) ? dice.around(600) : 0;
  const block = {
    promptTokenCount: prompt,
    cachedContentTokenCount: cached,
    candidatesTokenCount: candidates,
    thoughtsTokenCount: thoughts,
    totalTokenCount: prompt + candidates + thoughts,
  };
  return { usage: { format: 'gemini', block } };
}

const tokens = (dice: Dice): UsageShape => ({
  quantities: { input: dice.around(800), cache_read: dice.around(300), output: dice.around(250) },
});
const pictures = (dice: Dice): UsageShape => ({
  quantities: { input: dice.around(60), image: dice.chance(0.2) ? 2 : 1 },
});
const speech = (dice: Dice): UsageShape => ({ quantities: { audio_ms: dice.around(45_000) } });
const texts = (dice: Dice): UsageShape => ({ quantities: { input: dice.around(2_500) } });

/** Priced by the sample catalogue. */
const MODELS: readonly SampleModel[] = [
  { model: 'qwen-plus', provider: 'alibaba', weight: 30, tiers: ['standard', 'batch'], shape: chat(false) },
  { model: 'qwen-flash', provider: 'alibaba', weight: 14, tiers: ['standard', 'batch'], shape: tokens },
  { model: 'deepseek-chat', provider: 'deepseek', weight: 13, tiers: ['standard'], shape: chat(false) },
  { model: 'deepseek-reasoner', provider: 'deepseek', weight: 7, tiers: ['standard'], shape: chat(true) },
  { model: 'doubao-seed-1-6', provider: 'bytedance', weight: 9, tiers: ['standard'], shape: chat(true) },
  { model: 'gpt-5-mini', provider: 'openai', weight: 7, tiers: ['standard', 'batch'], shape: responses },
  { model: 'gpt-5', provider: 'openai', weight: 3, tiers: ['standard', 'priority'], shape: responses },
  { model: 'claude-sonnet-4-5', provider: 'anthropic', weight: 5, tiers: ['standard'], shape: messages },
  { model: 'gemini-2.5-flash', provider: 'gcp.gemini', weight: 6, tiers: ['standard'], shape: gemini },
  { model: 'text-embedding-v4', provider: 'alibaba', weight: 3, tiers: ['standard', 'batch'], shape: texts },
  { model: 'qwen-image', provider: 'alibaba', weight: 1, tiers: ['standard'], shape: pictures },
  { model: 'whisper-1', provider: 'openai', weight: 1, tiers: ['standard'], shape: speech },
];

/** Used before anybody priced it: its usage waits until the demo publishes a rate. */
export const UNPRICED_MODEL: SampleModel = {
  model: 'glm-5-air',
  provider: 'zhipu',
  weight: 0,
  tiers: ['standard'],
  shape: chat(false),
};

export const POPULAR_MODELS = new Weighted(MODELS, (model) => model.weight);
