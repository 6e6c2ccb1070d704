import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type RecordedEvent } from '#libs/journal/contract.js';
import { accountAggregate } from '../domain/account.js';
import type { AccountEvent } from '../domain/events.js';

const READ_AT_ONCE = 1_000;

/** Every record of an account from a revision on, oldest first, read page by page. */
export async function* accountRecords(
  reader: JournalReader,
  account: string,
  from = 0,
): AsyncGenerator<RecordedEvent<AccountEvent>> {
  const stream = streamName(accountAggregate.category, account);
  for (let next = from; ;) {
    const records = await reader.stream<AccountEvent>(stream, next, READ_AT_ONCE);
    yield* records;
    if (records.length < READ_AT_ONCE) return;
    next += records.length;
  }
}
