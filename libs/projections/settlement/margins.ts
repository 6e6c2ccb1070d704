import { SumsByCurrency } from '#libs/kernel/index.js';
import { lotOfText, UNPAID, type LotText } from './lot.js';
import type { SettledUsage } from './settlement-figures.js';
import type { BreakageLine, ModelMargin, ProductMargin, RevenueLine, SupplierLine } from './settlement-view.js';
import { costOf, type TariffsByBook } from './supplier-lines.js';

interface MarginSums<Facts> {
  readonly facts: Facts;
  revenueMinor: bigint;
  costMinor: bigint;
}

class Margins<Facts extends object> {
  private readonly lines = new Map<string, MarginSums<Facts> & { readonly currency: string }>();

  of(facts: Facts, currency: string): MarginSums<Facts> {
    const name = `${Object.values(facts).join('\n')}\n${currency}`;
    const line = this.lines.get(name) ?? { facts, currency, revenueMinor: 0n, costMinor: 0n };
    this.lines.set(name, line);
    return line;
  }

  sorted() {
    return [...this.lines.entries()]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, { facts, currency, revenueMinor, costMinor }]) => {
        return { ...facts, currency, revenueMinor, costMinor, marginMinor: revenueMinor - costMinor };
      });
  }
}

/** Sums of the rounded lines of the page. */
export function modelMargins(
  revenue: readonly RevenueLine[],
  suppliers: readonly SupplierLine[],
): readonly ModelMargin[] {
  const margins = new Margins<{ readonly model: string | null }>();
  const unknown = new Map<string | null, bigint>();
  for (const { model, money } of revenue) {
    if (money !== null) margins.of({ model }, money.currency).revenueMinor += money.amountMinor;
  }
  for (const { model, cost, creditsMicro } of suppliers) {
    if (cost !== null) margins.of({ model }, cost.currency).costMinor += cost.amountMinor;
    else unknown.set(model, (unknown.get(model) ?? 0n) + creditsMicro);
  }
  return margins.sorted().map((line) => ({ ...line, costUnknownMicro: unknown.get(line.model) ?? 0n }));
}

type SellerName = Pick<ProductMargin, 'source' | 'product'>;

/** Revenue with breakage, less the cost of the calls its credits paid for. */
export function productMargins(
  revenue: readonly RevenueLine[],
  breakage: readonly BreakageLine[],
  usage: readonly SettledUsage[],
  tariffs: TariffsByBook,
): readonly ProductMargin[] {
  const margins = new Margins<SellerName>();
  for (const { source, product, money } of [...revenue, ...breakage]) {
    if (money === null) continue;
    margins.of({ source, product: product?.product ?? null }, money.currency).revenueMinor += money.amountMinor;
  }
  for (const { seller, costs } of costsBySeller(usage, tariffs)) {
    for (const [currency, sum] of costs.entries()) margins.of(seller, currency).costMinor += sum.rounded();
  }
  return margins.sorted();
}

interface PlaceCosts {
  readonly costs: SumsByCurrency;
  readonly drawn: Map<LotText, bigint>;
  creditsMicro: bigint;
}

/**
 * At each place, whatever tariff version priced it: a correction may move credits from one to another. Where no credits
 * are left to go by, the cost is nobody's.
 */
function costsBySeller(usage: readonly SettledUsage[], tariffs: TariffsByBook) {
  const sellers = new Map<string, { readonly seller: SellerName; readonly costs: SumsByCurrency }>();
  for (const { costs, drawn, creditsMicro } of costsByPlace(usage, tariffs)) {
    const parts = creditsMicro === 0n ? ([[UNPAID, 1n]] as const) : drawn;
    for (const [lot, micro] of parts) {
      const seller = sellerOf(lot);
      const name = `${seller.source}\n${seller.product}`;
      const found = sellers.get(name) ?? { seller, costs: new SumsByCurrency() };
      sellers.set(name, found);
      for (const [currency, sum] of costs.entries()) {
        found.costs.of(currency).addSum(sum.share(micro, creditsMicro === 0n ? 1n : creditsMicro));
      }
    }
  }
  return sellers.values();
}

function sellerOf(lot: LotText): SellerName {
  if (lot === UNPAID) return { source: 'unpaid', product: null };
  const { source, product } = lotOfText(lot);
  return { source, product: product?.product ?? null };
}

function costsByPlace(usage: readonly SettledUsage[], tariffs: TariffsByBook): Iterable<PlaceCosts> {
  const places = new Map<string, PlaceCosts>();
  for (const row of usage) {
    const place = places.get(row.place) ?? {
      costs: new SumsByCurrency(),
      drawn: new Map<LotText, bigint>(),
      creditsMicro: 0n,
    };
    places.set(row.place, place);
    for (const kind of row.kinds) {
      place.creditsMicro += kind.creditsMicro;
      const cost = costOf(row, kind, tariffs);
      if (cost !== undefined) place.costs.of(cost.currency).add(...cost.exact);
    }
    for (const [lot, micro] of row.drawn) place.drawn.set(lot, (place.drawn.get(lot) ?? 0n) + micro);
  }
  return places.values();
}
