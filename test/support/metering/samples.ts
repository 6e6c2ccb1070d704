import { sha256 } from '#libs/platform/crypto/sha256.js';
import { createMeter, USAGE_EVENT_TYPE } from '#libs/metering/index.js';
import type { MeteredUsage, Metered, RawRecord, Refusal } from '#libs/metering/contract.js';

/** For the specs of this folder: one valid event, and its three ways in. */
export const meter = createMeter({ sha256 });

export const SAMPLE_DATA = {
  account: 'acct-1',
  member: 'm-1',
  app: 'app-1',
  occurredAt: '2026-11-20T10:00:00.123Z',
  provider: 'openai',
  model: 'gpt-5-mini',
  requestedModel: 'gpt-5',
  tier: 'standard',
  requestId: 'r-1',
  parentRequestId: 'p-1',
  reservationId: 'h-1',
  final: false,
  quality: 'measured',
  quantities: { input: 1234, cache_read: 200, output: 456, reasoning: 100, tool_call: 2 },
  total: 1990,
};

export const SAMPLE_EVENT = {
  specversion: '1.0',
  type: USAGE_EVENT_TYPE,
  id: 'call-1',
  source: 'gateway/eu-1',
  time: '2026-11-20T10:00:01Z',
  data: SAMPLE_DATA,
};

export const SAMPLE_HEADERS: RawRecord['headers'] = [
  ['ce_specversion', '1.0'],
  ['ce_type', USAGE_EVENT_TYPE],
  ['ce_id', 'call-1'],
  ['ce_source', 'gateway/eu-1'],
  ['ce_time', '2026-11-20T10:00:01Z'],
  ['content-type', 'application/json'],
];

export const STRUCTURED: RawRecord['headers'] = [['content-type', 'application/cloudevents+json; charset=utf-8']];

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** The sample with members of `data` replaced; `undefined` takes one out. */
export function eventWith(data: Readonly<Record<string, unknown>>, attributes: Readonly<Record<string, unknown>> = {}) {
  return JSON.parse(JSON.stringify({ ...SAMPLE_EVENT, ...attributes, data: { ...SAMPLE_DATA, ...data } })) as unknown;
}

/** The sample with a provider's block instead of quantities. */
export function eventWithBlock(format: string, block: unknown): unknown {
  return eventWith({ quantities: undefined, total: undefined, usage: { format, block } });
}

export function accepted(metered: Metered): MeteredUsage {
  if (metered.type === 'refused') throw new Error(`refused: ${JSON.stringify(metered.refusal)}`);
  return metered.metered;
}

export function refusedWith(metered: Metered): Refusal {
  if (metered.type === 'usage') throw new Error('accepted, though a refusal was expected');
  return metered.refusal;
}

/** The quantities of a provider's block by kind, read from its bytes. */
export function kindsOf(format: string, block: unknown): Readonly<Record<string, number>> {
  const { usage } = accepted(meter.meterLine(jsonBytes(eventWithBlock(format, block))));
  return Object.fromEntries(usage.quantities.map(({ kind, quantity }) => [kind, quantity]));
}
