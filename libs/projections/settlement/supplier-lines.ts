import { ExactSum, invariant } from '#libs/kernel/index.js';
import type { SupplierCost, Tariff } from '#libs/catalog/contract.js';
import { placeOfText } from './place.js';
import { settledMoney } from './settled-money.js';
import type { SettledKind } from './settled-usage-rows.js';
import type { SettledUsage } from './settlement-figures.js';
import type { SupplierLine, SupplierTotal } from './settlement-view.js';

/** Versions of each book usage was priced by, version n at n − 1. */
export type TariffsByBook = ReadonlyMap<string, readonly Tariff[]>;

const MICRO = 1_000_000n;

/** What one kind of a row costs its supplier; `undefined`: the tariff does not say. */
export function costOf(
  { book, version }: SettledUsage,
  { rate, quantity }: Readonly<SettledKind>,
  tariffs: TariffsByBook,
): { readonly currency: string; readonly exact: readonly [numerator: bigint, denominator: bigint] } | undefined {
  const tariff = tariffs.get(book)?.[version - 1];
  invariant(tariff !== undefined, `version ${version} of ${book} priced usage, so it was published`);
  const cost = tariff.rates[rate]?.supplierCost;
  if (cost === undefined) return undefined;
  return { currency: cost.currency, exact: exactCost(cost, quantity) };
}

function exactCost({ microMinor, per }: SupplierCost, quantity: bigint): readonly [bigint, bigint] {
  return [quantity * microMinor, BigInt(per) * MICRO];
}

interface LineSums {
  readonly line: Omit<SupplierLine, 'quantity' | 'creditsMicro' | 'cost'>;
  quantity: bigint;
  creditsMicro: bigint;
  cost: { readonly currency: string; readonly sum: ExactSum } | undefined;
}

/** By supplier, model, tier, kind and tariff version, over all apps; each rounded once. */
export function supplierLines(usage: readonly SettledUsage[], tariffs: TariffsByBook): readonly SupplierLine[] {
  const lines = new Map<string, LineSums>();
  for (const row of usage) for (const kind of row.kinds) addUsage(lines, row, kind, tariffs);
  return [...lines.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { line, quantity, creditsMicro, cost }]) => {
      return {
        ...line,
        quantity,
        creditsMicro,
        cost: cost === undefined ? null : settledMoney(cost.sum, cost.currency),
      };
    });
}

function addUsage(
  lines: Map<string, LineSums>,
  row: SettledUsage,
  kind: Readonly<SettledKind>,
  tariffs: TariffsByBook,
): void {
  const place = placeOfText(row.place);
  invariant(place !== undefined, 'usage has a place');
  const { supplier, model, tier } = place;
  const { book, version } = row;
  const name = [supplier, model, tier, kind.kind, book, String(version).padStart(9, '0')].join('\n');
  const line = { supplier, model, tier, kind: kind.kind, tariff: { book, version } };
  const sums = lines.get(name) ?? { line, quantity: 0n, creditsMicro: 0n, cost: undefined };
  lines.set(name, sums);
  sums.quantity += kind.quantity;
  sums.creditsMicro += kind.creditsMicro;
  const cost = costOf(row, kind, tariffs);
  if (cost === undefined) return;
  sums.cost ??= { currency: cost.currency, sum: new ExactSum() };
  sums.cost.sum.add(...cost.exact);
}

export function supplierTotals(lines: readonly SupplierLine[]): readonly SupplierTotal[] {
  const totals = new Map<string, { supplier: string; currency: string; costMinor: bigint }>();
  for (const { supplier, cost } of lines) {
    if (cost === null) continue;
    const name = `${supplier}\n${cost.currency}`;
    const total = totals.get(name) ?? { supplier, currency: cost.currency, costMinor: 0n };
    total.costMinor += cost.amountMinor;
    totals.set(name, total);
  }
  return [...totals.values()];
}
