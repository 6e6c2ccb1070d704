import type { Dice } from './dice.js';
import { APPS, rfc3339, TIERS } from './random-books.js';

export interface UsageEvent {
  specversion: string;
  type: string;
  source: string;
  id: string;
  time?: string;
  subject?: string;
  data: Record<string, unknown>;
}

type Shape =
  | { quantities: Record<string, number>; total?: number }
  | { usage: { format: string; block: Record<string, unknown> } };

function quantities(dice: Dice): Shape {
  const counts: Record<string, number> = { input: dice.whole(0, 9_000), output: dice.whole(0, 3_000) };
  if (dice.chance(0.3)) counts.cache_read = dice.whole(1, 20_000);
  const tokens = Object.values(counts).reduce((total, count) => total + count, 0);
  if (dice.chance(0.1)) counts.tool_call = dice.whole(1, 5);
  if (dice.chance(0.05)) counts.audio_ms = dice.whole(1, 90_000);
  return { quantities: counts, ...(dice.chance(0.2) ? { total: tokens } : {}) };
}

function openai(dice: Dice, names: { format: string; input: string; output: string }): Shape {
  const cached = dice.whole(0, 4_000);
  const reasoning = dice.whole(0, 800);
  const input = cached + dice.whole(0, 6_000);
  const output = reasoning + dice.whole(0, 2_000);
  const block = {
    [names.input]: input,
    [names.output]: output,
    total_tokens: input + output,
    [`${names.input}_details`]: { cached_tokens: cached },
    [`${names.output}_details`]: { reasoning_tokens: reasoning },
  };
  return { usage: { format: names.format, block } };
}

function anthropic(dice: Dice): Shape {
  const fiveMinutes = dice.whole(0, 1_000);
  const oneHour = dice.chance(0.3) ? dice.whole(1, 2_000) : 0;
  const block = {
    input_tokens: dice.whole(0, 3_000),
    cache_creation_input_tokens: fiveMinutes + oneHour,
    cache_read_input_tokens: dice.whole(0, 30_000),
    cache_creation: { ephemeral_5m_input_tokens: fiveMinutes, ephemeral_1h_input_tokens: oneHour },
    output_tokens: dice.whole(1, 4_000),
  };
  return { usage: { format: 'anthropic.messages', block } };
}

function gemini(dice: Dice): Shape {
  const cached = dice.whole(0, 2_000);
  const prompt = cached + dice.whole(0, 5_000);
  const candidates = dice.whole(0, 2_000);
  const thoughts = dice.whole(0, 3_000);
  const block = {
    promptTokenCount: prompt,
    cachedContentTokenCount: cached,
    candidatesTokenCount: candidates,
    thoughtsTokenCount: thoughts,
    totalTokenCount: prompt + candidates + thoughts,
  };
  return { usage: { format: 'gemini', block } };
}

function shape(dice: Dice): Shape {
  const which = dice.whole(1, 6);
  if (which === 1) return openai(dice, { format: 'openai.chat', input: 'prompt_tokens', output: 'completion_tokens' });
  if (which === 2) return openai(dice, { format: 'openai.responses', input: 'input_tokens', output: 'output_tokens' });
  if (which === 3) return anthropic(dice);
  if (which === 4) return gemini(dice);
  return quantities(dice);
}

export interface Call {
  source: string;
  id: string;
  account: string;
  members: string[];
  model: string;
  occurredAt: number;
}

/** A well-formed usage event. Its time stands in the data or, as gateways also do, in the envelope. */
export function usageEvent(dice: Dice, call: Call): UsageEvent {
  const data: Record<string, unknown> = {
    account: call.account,
    provider: call.model.split('-')[0],
    model: call.model,
    requestId: `req-${call.id}`,
    ...shape(dice),
  };
  if (call.members.length > 0) data.member = dice.chance(0.03) ? 'stranger' : dice.pick(call.members);
  if (dice.chance(0.4)) data.app = dice.pick(APPS);
  if (dice.chance(0.2)) data.tier = dice.pick(TIERS);
  if (dice.chance(0.1)) data.quality = 'estimated';
  const event: UsageEvent = {
    specversion: '1.0',
    type: 'tokenledger.usage.v1',
    source: call.source,
    id: call.id,
    subject: call.account,
    data,
  };
  if (dice.chance(0.5)) data.occurredAt = rfc3339(call.occurredAt);
  else event.time = rfc3339(call.occurredAt);
  return event;
}

/** The same usage told again: other bytes, other times, other request id; the content of rule 5 stays. */
export function retold(dice: Dice, event: UsageEvent): UsageEvent {
  const again = structuredClone(event);
  const how = dice.whole(1, 4);
  if (how === 1) return again;
  if (how === 2) return { ...again, data: Object.fromEntries(Object.entries(again.data).reverse()) };
  if (how === 3) return { ...again, data: { ...again.data, requestId: `retry-${event.id}` } };
  return { ...again, data: { ...again.data, quality: 'partial' } };
}

/** The same key with other content (rule 6). */
export function contradicted(dice: Dice, event: UsageEvent, otherAccount: string | undefined): UsageEvent {
  const again = structuredClone(event);
  const how = dice.whole(1, 3);
  if (how === 1) return { ...again, data: { ...again.data, app: 'elsewhere' } };
  if (how === 2 && otherAccount !== undefined) return { ...again, data: { ...again.data, account: otherAccount } };
  const { usage: _usage, total: _total, ...rest } = again.data;
  return { ...again, data: { ...rest, quantities: { input: dice.whole(10_000_000, 10_000_009) } } };
}

/** Texts no reading of the contract can charge. */
export function broken(dice: Dice, event: UsageEvent): string {
  const { usage: _usage, quantities: _quantities, total: _total, ...data } = event.data;
  const withQuantities = (counts: unknown): string =>
    JSON.stringify({ ...event, data: { ...data, quantities: counts } });
  const withData = (change: Record<string, unknown>): string =>
    JSON.stringify({ ...event, data: { ...event.data, ...change } });
  const ways: (() => string)[] = [
    () => JSON.stringify(event).slice(0, -7),
    () => 'usage of yesterday: 12 tokens',
    () => '[]',
    () => JSON.stringify({ ...event, id: undefined }),
    () => JSON.stringify({ ...event, source: '' }),
    () => JSON.stringify({ ...event, specversion: '0.3' }),
    () => JSON.stringify({ ...event, type: 'com.example.other' }),
    () => JSON.stringify({ ...event, data: undefined }),
    () => withData({ account: undefined }),
    () => withData({ account: 'Jane Doe, 12 Main Street' }),
    () => withData({ occurredAt: '2026-02-30T10:00:00Z' }),
    () => withData({ occurredAt: 'yesterday' }),
    () => withData({ model: undefined }),
    () => withData({ tier: 'express' }),
    () => JSON.stringify({ ...event, data }),
    () => withQuantities({ input: -1 }),
    () => withQuantities({ input: 1.5 }),
    () => withQuantities({ input: 'many' }),
    () => withQuantities({ tokens: 5 }),
    () => withQuantities({ input: '5' }),
    () => JSON.stringify({ ...event, data: { ...data, quantities: { input: 1, output: 1 }, total: 3 } }),
    () => withData({ prompt: 'Dear diary' }),
    () => withQuantities({ input: 0 }).replace('"input":0', '"input":9007199254740993'),
    () => withQuantities({ input: 0 }).replace('"input":0', '"input":1e300'),
    () => JSON.stringify({ ...event, data: { ...data, usage: { format: 'unheard.of', block: {} } } }),
    () => {
      const block = { prompt_tokens: 5, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 9 } };
      return JSON.stringify({ ...event, data: { ...data, usage: { format: 'openai.chat', block } } });
    },
  ];
  return dice.pick(ways)();
}
