import type { Kysely } from 'kysely';
import { addCredits, invariant, subtractCredits, totalMicro } from '#libs/kernel/index.js';
import type { Credits, HashText } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent, Revision, StreamName } from '#libs/journal/contract.js';
import type { AccountEvent, UsageCharged } from '#libs/ledger/contract.js';
import type { DisputeQueries, DisputeView } from '../disputes/dispute-view.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { correctionsOf, netOf } from './corrections-of.js';
import { recordAt } from './journal-records.js';
import type { ReceiptConflict, ReceiptView } from './receipt-view.js';

/** Puts the receipt of a debit together, from the journal: there is no copy that could differ. */
export class ReceiptReader {
  constructor(
    private readonly reader: JournalReader,
    private readonly db: Kysely<ViewsSchema>,
    private readonly disputes: Pick<DisputeQueries, 'ofDebit'>,
    private readonly sha256: HashText,
  ) {}

  async receipt(charge: RecordedEvent<UsageCharged>): Promise<ReceiptView> {
    const corrections = await correctionsOf(this.reader, charge, this.sha256);
    const net = netOf(charge, corrections.at(-1));
    const [conflicts, disputes] = await Promise.all([this.conflicts(charge), this.disputesOf(charge)]);
    return { ...receiptOf(charge), corrections, net, conflicts, disputes };
  }

  private disputesOf({ event, revision }: RecordedEvent<UsageCharged>): Promise<readonly DisputeView[]> {
    return this.disputes.ofDebit(event.data.usage.account, revision);
  }

  private async conflicts(charge: RecordedEvent<UsageCharged>): Promise<readonly ReceiptConflict[]> {
    const rows = await this.db
      .selectFrom('usage_conflicts')
      .select('revision')
      .where('account', '=', charge.event.data.usage.account)
      .where('charged_revision', '=', BigInt(charge.revision))
      .orderBy('revision')
      .execute();
    return Promise.all(rows.map(({ revision }) => this.conflict(charge.stream, Number(revision))));
  }

  private async conflict(stream: StreamName, revision: Revision): Promise<ReceiptConflict> {
    const { event, meta } = await recordAt(this.reader, stream, revision);
    invariant(event.type === 'UsageConflictRecorded', 'the conflict index leads to conflicts');
    const { conflictingHash, claimedAccount } = event.data;
    return { recordedAt: meta.recordedAt, revision, conflictingHash, claimedAccount };
  }
}

export function isCharge(record: RecordedEvent<AccountEvent>): record is RecordedEvent<UsageCharged> {
  return record.event.type === 'UsageCharged';
}

function receiptOf({
  event,
  meta,
  revision,
  position,
}: RecordedEvent<UsageCharged>): Omit<ReceiptView, 'corrections' | 'net' | 'conflicts' | 'disputes'> {
  const { hashVersion: _hash, burnOrder: _order, ...charge } = event.data;
  const paidByGrants = paid(charge.allocations.filter(({ grant }) => grant !== null));
  const overage = paid(charge.allocations.filter((allocation) => allocation.overage !== null));
  return {
    ...charge,
    remainingBeforeMicro: addCredits(charge.remainingAfterMicro, paidByGrants),
    overageBeforeMicro: subtractCredits(charge.overageAfterMicro, overage),
    recordedAt: meta.recordedAt,
    receivedAt: meta.receivedAt,
    actor: meta.actor,
    revision,
    position,
  };
}

/** Parts of one debit, which fits int64 (rule 1). */
function paid(allocations: UsageCharged['data']['allocations']): Credits {
  return totalMicro(allocations.map(({ amountMicro }) => amountMicro)) as Credits;
}
