import { displayCredits } from '#libs/kernel/index.js';
import type { Settlement } from '#libs/projections/index.js';
import { table, type Column } from '../terminal/table.js';
import { grouped } from '../terminal/text.js';

type SettledMoney = NonNullable<Settlement['suppliers'][number]['cost']>;

const right = (head: string): Column => ({ head, align: 'right' });
const MARGIN = [right('revenue'), right('cost'), right('margin'), { head: 'currency' }] as const;

/** For people; amounts of money are minor units. A table without a row is left out. */
export function settlementTables(settlement: Settlement): string {
  const { month, state, position, suppliers, partners, models, products } = settlement;
  const tables = [
    tableOf('Suppliers', supplierColumns, suppliers.map(supplierRow)),
    tableOf('Partners', partnerColumns, partners.map(partnerRow)),
    tableOf(
      'Margin by model',
      [{ head: 'model' }, ...MARGIN],
      models.map((line) => [line.model ?? '-', ...marginOf(line)]),
    ),
    tableOf(
      'Margin by plan and pack, breakage included',
      [{ head: 'sold with' }, ...MARGIN],
      products.map((line) => [line.product ?? line.source, ...marginOf(line)]),
    ),
  ];
  const lines = tables.join('') || '\nNothing was recorded in this month.\n';
  return `\n${month} (UTC) is ${state}; shown up to position ${position}. Money in minor units.\n${lines}`;
}

function tableOf(title: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : table(title, columns, rows);
}

const supplierColumns: readonly Column[] = [
  { head: 'supplier' },
  { head: 'model' },
  { head: 'tier' },
  { head: 'kind' },
  { head: 'tariff' },
  right('quantity'),
  right('credits'),
  right('cost'),
  { head: 'currency' },
];

function supplierRow(line: Settlement['suppliers'][number]): readonly string[] {
  const { supplier, model, tier, kind, tariff, quantity, creditsMicro, cost } = line;
  const pin = `${tariff.book}/${tariff.version}`;
  const sums = [grouped(quantity), displayCredits(creditsMicro)];
  return [supplier, model, tier, kind, pin, ...sums, ...(cost === null ? ['not known', ''] : amountOf(cost))];
}

const partnerColumns: readonly Column[] = [
  { head: 'partner' },
  { head: 'app' },
  right('credits'),
  right('list value'),
  right('revenue'),
  { head: 'share of' },
  right('share'),
  right('amount'),
  { head: 'currency' },
];

function partnerRow(line: Settlement['partners'][number]): readonly string[] {
  const { partner, app, creditsMicro, listValue, revenue, basis, share, amount } = line;
  const values = [grouped(listValue.amountMinor), grouped(revenue.amountMinor)];
  const part = `${share.numerator}/${share.denominator}`;
  return [partner, app, displayCredits(creditsMicro), ...values, basis, part, ...amountOf(amount)];
}

function amountOf({ amountMinor, currency }: SettledMoney): readonly string[] {
  return [grouped(amountMinor), currency];
}

function marginOf(line: Omit<Settlement['models'][number], 'model' | 'costUnknownMicro'>): readonly string[] {
  return [grouped(line.revenueMinor), grouped(line.costMinor), grouped(line.marginMinor), line.currency];
}
