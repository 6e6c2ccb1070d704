import type { Revision } from '#libs/journal/contract.js';
import type {
  AccountEvent,
  ChargeComponent,
  PeriodSealed,
  UsageCharged,
  UsageCorrected,
} from '#libs/ledger/contract.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { lineNumber, moneyRowKey, moneyTable } from './money-rows.js';
import { chargedGroup, correctedGroups } from './usage-deltas.js';
import { usageRowKey, usageTable } from './usage-rows.js';
import { addComponents, addDeltas } from './usage-sums.js';

type Charge = UsageCharged['data'];

/** What a bill says: sums of usage, and the money lines that events carry (rule 34). */
export class InvoiceLinesProjection implements Projection {
  readonly name = 'invoice-lines';
  readonly version = 1;
  readonly slices;
  private readonly usage;
  private readonly money;

  constructor(keptRows: number) {
    this.usage = new RowSlice(usageTable, usageRowKey, keptRows);
    this.money = new RowSlice(moneyTable, moneyRowKey, keptRows);
    this.slices = [this.usage, this.money];
  }

  prepare({ event, revision }: AccountRecord): Fold | undefined {
    if (event.type === 'UsageCharged') return inOrder(this.use(event.data, revision));
    if (event.type === 'PeriodSealed') return inOrder(this.seal(event.data, revision));
    if (event.type === 'UsageCorrected') {
      return inOrder([...this.correct(event.data, revision), ...this.add(event, revision)]);
    }
    return 'lines' in event.data ? inOrder(this.add(event, revision)) : undefined;
  }

  private use(charge: Charge, revision: Revision): readonly Fold[] {
    return charge.tariffs.map((_, tariff) => {
      const group = chargedGroup(charge, tariff);
      const cell = this.usage.want(usageRowKey(group));
      const components = componentsOf(charge, tariff);
      return () =>
        this.usage.put(cell, { ...group, kinds: addComponents(cell.row?.kinds ?? [], components, revision) });
    });
  }

  private correct(correction: UsageCorrected['data'], revision: Revision): readonly Fold[] {
    return correctedGroups(correction).map(({ group, deltas }) => {
      const cell = this.usage.want(usageRowKey(group));
      return () => this.usage.put(cell, { ...group, kinds: addDeltas(cell.row?.kinds ?? [], deltas, revision) });
    });
  }

  /** Whatever moves money says so in lines. */
  private add(event: AccountEvent, revision: Revision): readonly Fold[] {
    if (!('lines' in event.data)) return [];
    const { account, lines } = event.data;
    const paymentRef = event.type === 'CreditsGranted' ? event.data.paymentRef : null;
    return lines.map((line) => {
      const row = { account, period: line.period, number: lineNumber(line), line, paymentRef, revision, sealed: false };
      return () => this.money.replace(row);
    });
  }

  /** What the event says is what the bill says; which event made an earlier line is remembered. */
  private seal({ account, lines }: PeriodSealed['data'], revision: Revision): readonly Fold[] {
    return lines.map((line) => {
      const key = { account, period: line.period, number: lineNumber(line) };
      const cell = this.money.want(moneyRowKey(key));
      return () => {
        const made = cell.row ?? { paymentRef: null, revision };
        this.money.put(cell, { ...made, ...key, line, sealed: true });
      };
    });
  }
}

/** Most usage is rated under one tariff version; an addition to the book makes it two. */
function componentsOf({ tariffs, components }: Charge, tariff: number): readonly ChargeComponent[] {
  return tariffs.length === 1 ? components : components.filter((component) => component.tariff === tariff);
}

function inOrder(folds: readonly Fold[]): Fold {
  return () => {
    for (const fold of folds) fold();
  };
}
