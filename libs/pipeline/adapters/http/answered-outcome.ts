import { invariant, type Credits } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName } from '#libs/journal/contract.js';
import type { UsageCharged } from '#libs/ledger/contract.js';
import type { ChargeReceipt, RecordOutcome } from '../../contract.js';

/** An outcome with the amount of the debit, also where an earlier one stands. */
export type AnsweredOutcome =
  | Exclude<RecordOutcome, { type: 'duplicate' }>
  | (Extract<RecordOutcome, { type: 'duplicate' }> & { readonly totalMicro: Credits });

/** The same usage gets the same answer (rule 6), so a duplicate's names the amount that was charged then. */
export async function answered(outcome: RecordOutcome, reader: JournalReader): Promise<AnsweredOutcome> {
  return outcome.type === 'duplicate' ? { ...outcome, totalMicro: await chargedAt(outcome.at, reader) } : outcome;
}

async function chargedAt({ account, revision }: ChargeReceipt, reader: JournalReader): Promise<Credits> {
  const [record] = await reader.stream<UsageCharged>(streamName('account', account), revision, 1);
  invariant(record?.event.type === 'UsageCharged', 'a usage key leads to a debit');
  return record.event.data.totalMicro;
}
