import { invariant, usageKeyFingerprint, type HashText } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { recordAt } from './journal-records.js';
import { isCharge, type ReceiptReader } from './receipt-reader.js';
import type { ReceiptQueries, ReceiptView } from './receipt-view.js';

/** Receipts by usage key, through the key index of the journal. */
export class JournalReceiptQueries implements ReceiptQueries {
  constructor(
    private readonly reader: JournalReader,
    private readonly receipts: ReceiptReader,
    private readonly sha256: HashText,
  ) {}

  async receipt(key: { readonly source: string; readonly id: string }): Promise<ReceiptView | undefined> {
    const use = await this.reader.findKey(usageKeyFingerprint(key, this.sha256));
    if (use === undefined) return undefined;
    const record = await recordAt(this.reader, use.stream, use.revision);
    invariant(isCharge(record), 'a usage key leads to a debit');
    return this.receipts.receipt(record);
  }
}
