import { csvRecord, withoutFormula } from '../invoice-lines/export/csv.js';
import type { SettledMoney } from './settled-money.js';
import type { Seller, Settlement } from './settlement-view.js';

/** One line of any kind, with what lines of its kind have. Names from outside are shown as text, never as a formula. */
interface CsvLine {
  readonly line: string;
  readonly partner?: string;
  readonly supplier?: string | null;
  readonly app?: string | null;
  readonly model?: string | null;
  readonly tier?: string;
  readonly kind?: string;
  readonly tariff?: string;
  readonly source?: string;
  readonly product?: string | null;
  readonly quantity?: bigint;
  readonly creditsMicro?: bigint;
  readonly currency?: string;
  readonly amountMinor?: bigint;
  readonly exactNumerator?: bigint;
  readonly exactDenominator?: bigint;
}

const COLUMNS = [
  'line',
  'partner',
  'supplier',
  'app',
  'model',
  'tier',
  'kind',
  'tariff',
  'source',
  'product',
  'quantity',
  'creditsMicro',
  'currency',
  'amountMinor',
  'exactNumerator',
  'exactDenominator',
] as const satisfies readonly (keyof CsvLine)[];

/** Every line of a settlement in one table; `line` says of which kind each is. Totals and margins are sums of these. */
export function settlementCsv(settlement: Settlement): string {
  return [COLUMNS, ...linesOf(settlement).map(fieldsOf)].map(csvRecord).join('');
}

function fieldsOf(line: CsvLine): readonly string[] {
  return COLUMNS.map((column) => {
    const value = line[column] ?? '';
    return typeof value === 'string' ? withoutFormula(value) : value.toString();
  });
}

function linesOf({ suppliers, revenue, breakage, partners, movements, deferred }: Settlement): readonly CsvLine[] {
  return [
    ...suppliers.map(({ supplier, model, tier, kind, tariff, quantity, creditsMicro, cost }) => {
      const pin = `${tariff.book}/${tariff.version}`;
      return { line: 'cost', supplier, model, tier, kind, tariff: pin, quantity, creditsMicro, ...moneyOf(cost) };
    }),
    ...revenue.map(({ type, supplier, app, model, creditsMicro, money, ...seller }) => {
      return { line: type, supplier, app, model, ...sellerOf(seller), creditsMicro, ...moneyOf(money) };
    }),
    ...breakage.map(({ cause, ...line }) => ({ line: cause, ...creditsOf(line) })),
    ...partners.map(({ partner, app, creditsMicro, amount }) => {
      return { line: 'partner', partner, app, creditsMicro, ...moneyOf(amount) };
    }),
    ...movements.map(({ type, ...line }) => ({ line: type, ...creditsOf(line) })),
    ...deferred.map((line) => ({ line: 'deferred', ...creditsOf(line) })),
  ];
}

function creditsOf({ creditsMicro, money, ...seller }: Settlement['deferred'][number]) {
  return { ...sellerOf(seller), creditsMicro, ...moneyOf(money) };
}

function sellerOf({ source, product }: Seller) {
  return { source, product: product && `${product.product}/${product.version}` };
}

function moneyOf(money: SettledMoney | null) {
  if (money === null) return {};
  const { exact, amountMinor, currency } = money;
  return { currency, amountMinor, exactNumerator: exact.numerator, exactDenominator: exact.denominator };
}
