import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { invariant } from '#libs/kernel/index.js';
import type { SendTransfer } from '../../domain/commands.js';
import { accountRecords } from '../account-records.js';
import type { TransferStatus } from './transfer-commands.js';

/** How a transfer that is not in flight any more ended, from the sender's own records after it was sent. */
export async function transferEnding(
  reader: JournalReader,
  { account, transfer }: Pick<SendTransfer, 'account' | 'transfer'>,
  sentAt: number,
): Promise<{ readonly status: TransferStatus; readonly reason: string | null }> {
  for await (const { event } of accountRecords(reader, account, sentAt + 1)) {
    if (event.type === 'TransferCompleted' && event.data.transfer === transfer) {
      return { status: 'completed', reason: null };
    }
    if (event.type === 'TransferReturned' && event.data.transfer === transfer) {
      return { status: 'returned', reason: event.data.reason };
    }
  }
  invariant(false, 'a transfer that is not in flight has ended');
}
