import { invariant, type Fingerprint, type HashText } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type RecordedEvent } from '#libs/journal/contract.js';
import { accountAggregate } from '../domain/account.js';
import type { AccountEvent } from '../domain/events.js';

/** What reading the past takes: the journal, and the hash that keys are made with. */
export interface FactsParts {
  readonly reader: JournalReader;
  readonly sha256: HashText;
}

export type RecordOf<Type extends AccountEvent['type']> = RecordedEvent<Extract<AccountEvent, { type: Type }>>;

/** The record of a type that used up a key, if it stands on the account; `undefined`: there is none. */
export async function findRecord<Type extends AccountEvent['type']>(
  { reader }: FactsParts,
  account: string,
  key: Fingerprint,
  type: Type,
): Promise<RecordOf<Type> | undefined> {
  const use = await reader.findKey(key);
  if (use?.stream !== streamName(accountAggregate.category, account)) return undefined;
  const [record] = await reader.stream<AccountEvent>(use.stream, use.revision, 1);
  invariant(record?.event.type === type, `the key of a ${type} leads to one`);
  return record as RecordOf<Type>;
}
