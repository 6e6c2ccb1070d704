import { invariant, type AccountId } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type Revision } from '#libs/journal/contract.js';
import type { AccountEvent, UsageCharged } from '#libs/ledger/contract.js';
import type { Slice } from '../store/row-slice.js';
import { settledUsageTable } from './settled-usage-rows.js';

interface Missing {
  readonly account: AccountId;
  readonly revision: Revision;
  readonly found: (debit: UsageCharged['data']) => void;
}

/**
 * The debits that a batch's corrections are about, from the journal: a correction names neither supplier nor app. It is
 * loaded before the slices whose rows they lead to. It owns no rows: the table it names is the first of those.
 */
export class DebitsOfCorrections implements Slice {
  readonly tableName = settledUsageTable.name;
  private missing: Missing[] = [];

  constructor(private readonly reader: Pick<JournalReader, 'stream'>) {}

  /** @param found names the rows that are needed; called while the batch is loaded */
  want(account: AccountId, revision: Revision, found: Missing['found']): void {
    this.missing.push({ account, revision, found });
  }

  async load(): Promise<void> {
    const missing = this.missing;
    this.missing = [];
    for (const { account, revision, found } of missing) {
      const [record] = await this.reader.stream<AccountEvent>(streamName('account', account), revision, 1);
      invariant(record?.event.type === 'UsageCharged', 'a correction names the debit it is about');
      found(record.event.data);
    }
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  settle(): void {
    // Nothing is kept from one batch to the next.
  }

  forget(): void {
    this.missing = [];
  }
}
