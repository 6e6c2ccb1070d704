import { addCredits, invariant, type Credits } from '#libs/kernel/index.js';
import type { RecordedEvent, Revision } from '#libs/journal/contract.js';
import type { ChargeComponent, CreditsGranted, UsageCharged } from '#libs/ledger/contract.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import {
  overageRowKey,
  overageTable,
  purchasesTable,
  usageRowKey,
  usageTable,
  type OverageRow,
  type UsageRow,
} from './invoice-rows.js';
import { addComponents } from './usage-sums.js';

type Charge = UsageCharged['data'];

/** What the bill of an open period would say: sums of usage, overage and purchases. */
export class InvoiceLinesProjection implements Projection {
  readonly name = 'invoice-lines';
  readonly version = 1;
  readonly slices;
  private readonly usage;
  private readonly overage;
  private readonly purchases;

  constructor(keptRows: number) {
    this.usage = new RowSlice(usageTable, usageRowKey, keptRows);
    this.overage = new RowSlice(overageTable, overageRowKey, keptRows);
    this.purchases = new RowSlice(purchasesTable, (row) => `${row.account}/${row.grant}`, keptRows);
    this.slices = [this.usage, this.overage, this.purchases];
  }

  prepare(record: AccountRecord): Fold | undefined {
    const { event, revision } = record;
    if (event.type === 'CreditsGranted') return this.purchase({ ...record, event });
    if (event.type !== 'UsageCharged') return undefined;
    const usage = this.use(event.data, revision);
    const overage = this.overdraw(event.data, revision);
    return () => {
      for (const fold of usage) fold();
      for (const fold of overage) fold();
    };
  }

  private use(charge: Charge, revision: Revision): readonly Fold[] {
    return charge.tariffs.map((_, tariff) => {
      const group = usageGroup(charge, tariff);
      const cell = this.usage.want(usageRowKey(group));
      const components = componentsOf(charge, tariff);
      return () =>
        this.usage.put(cell, { ...group, kinds: addComponents(cell.row?.kinds ?? [], components, revision) });
    });
  }

  private overdraw({ usage, allocations }: Charge, revision: Revision): readonly Fold[] {
    return allocations.flatMap(({ overage, amountMicro }) => {
      if (overage === null) return [];
      const bucket = { account: usage.account, ...overage };
      const cell = this.overage.want(overageRowKey(bucket));
      return () => this.overage.put(cell, addOverage(cell.row, bucket, amountMicro, revision));
    });
  }

  private purchase({ event, meta, revision }: RecordedEvent<CreditsGranted>): Fold | undefined {
    const { account, grant, source, amountMicro: creditsMicro, costBasis, paymentRef } = event.data;
    if (costBasis === null) return undefined;
    const { recordedAt } = meta;
    return () =>
      this.purchases.replace({ account, grant, source, recordedAt, revision, creditsMicro, ...costBasis, paymentRef });
  }
}

/** Most usage is rated under one tariff version; an addition to the book makes it two. */
function componentsOf({ tariffs, components }: Charge, tariff: number): readonly ChargeComponent[] {
  return tariffs.length === 1 ? components : components.filter((component) => component.tariff === tariff);
}

function usageGroup({ usage, period, tariffs }: Charge, tariff: number): Omit<UsageRow, 'kinds'> {
  const pin = tariffs[tariff];
  invariant(pin !== undefined, 'a component names a tariff of its debit');
  const { account, tier, model } = usage;
  return { account, period, tier, book: pin.book, version: pin.version, model };
}

type Bucket = Pick<OverageRow, 'account' | 'period' | 'policy' | 'priceVersion'>;

function addOverage(row: OverageRow | undefined, bucket: Bucket, amount: Credits, revision: Revision): OverageRow {
  if (row === undefined) {
    return { ...bucket, creditsMicro: amount, events: 1, firstRevision: revision, lastRevision: revision };
  }
  return {
    ...row,
    creditsMicro: addCredits(row.creditsMicro, amount),
    events: row.lastRevision === revision ? row.events : row.events + 1,
    lastRevision: revision,
  };
}
