import { invariant, type AccountId } from '#libs/kernel/index.js';
import type { RecordedEvent, Revision } from '#libs/journal/contract.js';
import type {
  AccountEvent,
  ChargeComponent,
  PeriodSealed,
  UsageCharged,
  UsageCorrected,
} from '#libs/ledger/contract.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice, type Cell } from '../store/row-slice.js';
import { moneyRowKey, moneyTable, placeOfLine, type MoneyRow } from './money-rows.js';
import { moneyReference } from './references.js';
import { sealRowKey, sealsTable } from './seal-rows.js';
import { taxCategoryOf } from './tax-category.js';
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
  private readonly seals;

  constructor(keptRows: number) {
    this.usage = new RowSlice(usageTable, usageRowKey, keptRows);
    this.money = new RowSlice(moneyTable, moneyRowKey, keptRows);
    this.seals = new RowSlice(sealsTable, sealRowKey, keptRows);
    this.slices = [this.usage, this.money, this.seals];
  }

  prepare(record: AccountRecord): Fold | undefined {
    const { event, revision } = record;
    if (event.type === 'UsageCharged') return inOrder(this.use(event.data, revision));
    if (isSeal(record)) return inOrder(this.seal(record));
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
      const corrected = line.corrects === null ? undefined : this.wantLine(account, line.corrects);
      return () => {
        const { taxCategory, correctsReference } = correcting(account, corrected) ?? {
          taxCategory: taxCategoryOf(line.kind, event),
          correctsReference: null,
        };
        const row = { account, ...placeOfLine(line.line), line, paymentRef, revision, taxCategory, correctsReference };
        this.money.replace({ ...row, sealed: false });
      };
    });
  }

  private wantLine(account: AccountId, line: string): Cell<MoneyRow> {
    return this.money.want(moneyRowKey({ account, ...placeOfLine(line) }));
  }

  /** What the event says is what the bill says; which event made an earlier line is remembered. */
  private seal({ event: { data }, revision, position, meta }: RecordedEvent<PeriodSealed>): readonly Fold[] {
    const { account, period } = data;
    const lines = data.lines.map((line) => {
      const cell = this.wantLine(account, line.line);
      return () => {
        const made = cell.row ?? { paymentRef: null, revision, taxCategory: 'usage', correctsReference: null };
        this.money.put(cell, { ...made, account, ...placeOfLine(line.line), line, sealed: true });
      };
    });
    return [...lines, () => this.seals.replace({ account, period, position, sealedAt: meta.recordedAt })];
  }
}

/** A line that gives back is to tax what it gives back on. */
function correcting(
  account: AccountId,
  corrected: Cell<MoneyRow> | undefined,
): Pick<MoneyRow, 'taxCategory' | 'correctsReference'> | undefined {
  if (corrected === undefined) return undefined;
  invariant(corrected.row !== undefined, `line ${corrected.key} was made before it is corrected`);
  const { line, taxCategory } = corrected.row;
  return { taxCategory, correctsReference: moneyReference(account, line) };
}

/** Most usage is rated under one tariff version; an addition to the book makes it two. */
function componentsOf({ tariffs, components }: Charge, tariff: number): readonly ChargeComponent[] {
  return tariffs.length === 1 ? components : components.filter((component) => component.tariff === tariff);
}

function isSeal(record: AccountRecord): record is RecordedEvent<PeriodSealed> {
  return record.event.type === 'PeriodSealed';
}

function inOrder(folds: readonly Fold[]): Fold {
  return () => {
    for (const fold of folds) fold();
  };
}
