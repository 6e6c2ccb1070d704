import fc from 'fast-check';
import { streamName } from '#libs/journal/contract.js';
import { keysOf } from '#libs/ledger/domain/keys-of-event.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { anyScript } from '../journal/any-script.js';
import { meta } from '../journal/event-builders.js';
import { InMemoryJournalReader } from '../journal/in-memory-journal-reader.js';
import type { AccountLife } from '../ledger/account-life.js';
import { RandomLife } from '../ledger/random-life.js';
import { randomSteps } from '../ledger/random-steps.js';

/** The journal of one account, `a`, as its writer would have left it: with the keys its events use up. */
export function journalOf({ events, recordedAt }: AccountLife): InMemoryJournalReader {
  const journal = new InMemoryJournalReader();
  events.forEach((event, at) => {
    const record = journal.append(streamName('account', 'a'), event, meta(recordedAt[at]!));
    for (const { key, content } of keysOf(event, sha256)) journal.use(key, record, content);
  });
  return journal;
}

/** An account to which everything happens that its decider allows. */
export const anyLife: fc.Arbitrary<AccountLife> = randomSteps.map((steps) => new RandomLife(steps).life);

/** Any journal: of one account that sees everything, or of three that see little. */
export const anyJournal: fc.Arbitrary<InMemoryJournalReader> = fc.oneof(
  anyLife.map(journalOf),
  anyScript.map(({ journal }) => journal),
);
