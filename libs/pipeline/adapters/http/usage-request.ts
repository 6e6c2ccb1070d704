import type { FastifyRequest } from 'fastify';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { RawRecord } from '#libs/metering/contract.js';
import { splitJsonArray } from './split-json-array.js';

export const BATCH_EVENTS_MAX = 1_000;
export const STRUCTURED = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';

/** What a usage request holds: one event, or a batch of them, as records like those of Kafka. */
export type UsageRequest =
  | { readonly type: 'single'; readonly record: RawRecord }
  | { readonly type: 'batch'; readonly records: readonly RawRecord[] };

const STRUCTURED_HEADERS = [['content-type', STRUCTURED]] as const;

/**
 * CloudEvents 1.0, HTTP protocol binding: batched and structured by content type, else binary where `ce-` headers are;
 * plain application/json without them is read as structured.
 * @throws ProblemException `batch_invalid`, `batch_too_large`
 */
export function readUsageRequest({ headers, raw }: FastifyRequest, body: Uint8Array): UsageRequest {
  const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === BATCH) return { type: 'batch', records: batchRecords(body) };
  const attributes = mediaType === STRUCTURED ? [] : ceHeaders(raw.rawHeaders);
  if (attributes.length === 0) return { type: 'single', record: { bytes: body, headers: STRUCTURED_HEADERS } };
  return { type: 'single', record: { bytes: body, headers: [...attributes, ['content-type', 'application/json']] } };
}

function batchRecords(body: Uint8Array): readonly RawRecord[] {
  const elements = splitJsonArray(body);
  if (elements === undefined || elements.length === 0) throw edgeProblem('batch_invalid');
  if (elements.length > BATCH_EVENTS_MAX) throw edgeProblem('batch_too_large', { facts: { events: elements.length } });
  return elements.map((bytes) => ({ bytes, headers: STRUCTURED_HEADERS }));
}

/** Attributes as the Kafka binding names them, repeats kept, values percent-decoded. */
function ceHeaders(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] as string).toLowerCase();
    if (name.startsWith('ce-')) found.push([`ce_${name.slice(3)}`, percentDecoded(rawHeaders[index + 1] as string)]);
  }
  return found;
}

const PERCENT_ENCODED = /(?:%[0-9A-Fa-f]{2})+/g;

/** Bytes that are no UTF-8 become U+FFFD, which metering refuses by name. */
function percentDecoded(value: string): string {
  return value.replace(PERCENT_ENCODED, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'));
}
