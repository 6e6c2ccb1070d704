import { invariant, type AccountId } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type RecordedEvent, type Revision } from '#libs/journal/contract.js';
import type { ChargedUsage, UsageCharged } from '#libs/ledger/contract.js';
import { recordAt } from '../receipts/journal-records.js';
import { isCharge } from '../receipts/receipt-reader.js';

type Debit = RecordedEvent<UsageCharged>;

const READS_AT_ONCE = 100;

/** Debits of one account that an index points to, each read from the journal once, where others get their turn. */
export class Debits {
  private readonly known = new Map<Revision, Debit>();

  constructor(
    private readonly reader: JournalReader,
    private readonly account: AccountId,
  ) {}

  /** How many were read. */
  get size(): number {
    return this.known.size;
  }

  /** Two texts may have one hash: only the debit itself says whether it is meant. */
  async *which(revisions: Iterable<Revision>, isMeant: (usage: ChargedUsage) => boolean): AsyncGenerator<Debit> {
    for (const revision of revisions) {
      const debit = this.known.get(revision) ?? (await this.read(revision));
      if (isMeant(debit.event.data.usage)) yield debit;
    }
  }

  private async read(revision: Revision): Promise<Debit> {
    const record = await recordAt(this.reader, streamName('account', this.account), revision);
    invariant(isCharge(record), 'the request index leads to debits');
    this.known.set(revision, record);
    if (this.known.size % READS_AT_ONCE === 0) await new Promise(setImmediate);
    return record;
  }
}
