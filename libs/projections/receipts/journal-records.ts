import { invariant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent, Revision, StreamName } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';

/** The record at a revision that something leads to, so it must be there. */
export async function recordAt(
  reader: JournalReader,
  stream: StreamName,
  revision: Revision,
): Promise<RecordedEvent<AccountEvent>> {
  const [record] = await reader.stream<AccountEvent>(stream, revision, 1);
  invariant(record?.revision === revision, `the journal holds ${stream}@${revision}`);
  return record;
}
