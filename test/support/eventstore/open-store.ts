import { openEventStore, type EventStoreOptions } from '#libs/platform/eventstore/index.js';
import type { BodyJson } from '#libs/journal/codec.js';

/** Any bytes as JSON: for suites whose records mean nothing. */
export const hexBodies: BodyJson = {
  toJson: (_type, body) => ({ bytes: Buffer.from(body).toString('hex') }),
  toBody: (_type, json) => Buffer.from((json as { readonly bytes: string }).bytes, 'hex'),
};

export function openStore(url: string, options: Partial<EventStoreOptions> = {}) {
  return openEventStore({
    url,
    timeoutMs: 5_000,
    categories: ['account', 'tally'],
    bodies: hexBodies,
    keepFacts: () => Promise.resolve(),
    ...options,
  });
}
