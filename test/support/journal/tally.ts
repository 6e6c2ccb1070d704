import type { EventCodec } from '#libs/journal/codec.js';
import type { Aggregate, DomainEvent, KeyUse } from '#libs/journal/contract.js';
import type { AnyAggregate } from '#libs/journal/application/stream-loader.js';
import type { Job } from '#libs/journal/application/writer.js';

/** The smallest aggregate with keys: it counts, each key once. */
export type Counted = DomainEvent<'Counted', { readonly key: string; readonly content: string }>;

export const tally: Aggregate<number, Counted> = { category: 'tally', initial: 0, evolve: (count) => count + 1 };
export const anyTally = tally as unknown as AnyAggregate;

export const tallyCodec: EventCodec = {
  encode: (event) => Buffer.from(JSON.stringify(event)),
  decode: (_type, body) => JSON.parse(Buffer.from(body).toString()) as ReturnType<EventCodec['decode']>,
  toJson: (event) => event,
  fromJson: (_type, json) => json as ReturnType<EventCodec['fromJson']>,
  keysOf: ({ event }) => [event.data as KeyUse],
};

export type CountAnswer = 'counted' | 'duplicate' | 'conflict';

/** Counts a key on a tally unless it was counted before, anywhere. */
export function countJob(id: string, key: string, content = 'same'): Job<CountAnswer> {
  return {
    lane: 'interactive',
    weight: 1,
    needs: () => ({ keys: [key], streams: [{ category: tally.category, id }] }),
    decide: (session) => {
      const prior = session.prior(key);
      if (prior !== undefined) return prior.content === content ? 'duplicate' : 'conflict';
      session.append(tally, id, [{ type: 'Counted', data: { key, content } }], {
        actor: 'test',
        receivedAt: session.now,
        cause: { type: 'intake', source: 'test', offset: 0 },
      });
      return 'counted';
    },
  };
}
