import { divideRoundHalfUp, SumsByCurrency } from '#libs/kernel/index.js';
import type { SupplierCost, Tariff, TrialMargin } from '#libs/catalog/index.js';
import type { Allocation, CreditsGranted, GrantTerms, UsageCharged } from '#libs/ledger/index.js';
import type { RatedUsage } from '#libs/rating/index.js';

/** A version of a book by its number; usage that was charged was priced by one that exists. */
export type FindTariff = (book: string, version: number) => Tariff | undefined;

interface Side {
  readonly revenue: SumsByCurrency;
  readonly cost: SumsByCurrency;
  costUnknownMicro: bigint;
}

/** Where a price came from and what it comes to, as both debits and drafts say it. */
type Priced = Pick<RatedUsage, 'tariffs' | 'components'>;

const MICRO = 1_000_000n;

/**
 * Parts of a minor unit that revenue is summed in. What a rollover or a transfer leaves makes a price of its own, so an
 * exact sum would have as many denominators as there are grants; a part is too little for all debits to make a minor unit.
 */
const PARTS = 10n ** 24n;

/**
 * What each model brings in and costs, as it was charged and by a draft. The draft's revenue is the debit's, in
 * proportion to its credits: as if the same grants had paid for it, each its part.
 */
export class MarginSums {
  private readonly models = new Map<string, { readonly charged: Side; readonly draft: Side }>();
  /** What was paid for each grant met so far. */
  private readonly grants = new Map<string, Pick<GrantTerms, 'costBasis' | 'amountMicro'>>();

  constructor(private readonly find: FindTariff) {}

  granted({ account, terms: { grant, costBasis, amountMicro } }: CreditsGranted['data']): void {
    if (costBasis !== null) this.grants.set(`${account}/${grant}`, { costBasis, amountMicro });
  }

  add(debit: UsageCharged['data'], rated: RatedUsage, findDrafted: FindTariff): void {
    const { usage, allocations, totalMicro } = debit;
    const { charged, draft } = this.sidesOf(usage.model);
    const draftMicro = rated.components.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
    for (const { currency, parts } of allocations.flatMap((allocation) => this.paid(usage.account, allocation))) {
      charged.revenue.of(currency).add(parts, PARTS);
      draft.revenue.of(currency).add(divideRoundHalfUp(parts * draftMicro, totalMicro), PARTS);
    }
    addCosts(charged, debit, this.find);
    addCosts(draft, rated, findDrafted);
  }

  report(): readonly TrialMargin[] {
    return [...this.models]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([model, { charged, draft }]) =>
        currenciesOf(charged, draft).map((currency) => ({
          model,
          currency,
          charged: marginOf(charged, currency),
          draft: marginOf(draft, currency),
        })),
      );
  }

  private paid(account: string, { grant, amountMicro }: Allocation) {
    const paid = grant === null ? undefined : this.grants.get(`${account}/${grant}`);
    if (paid === undefined || paid.costBasis === null || amountMicro === 0n) return [];
    const { amountMinor, currency } = paid.costBasis;
    return { currency, parts: divideRoundHalfUp(amountMicro * amountMinor * PARTS, paid.amountMicro) };
  }

  private sidesOf(model: string) {
    const sides = this.models.get(model) ?? { charged: emptySide(), draft: emptySide() };
    this.models.set(model, sides);
    return sides;
  }
}

function emptySide(): Side {
  return { revenue: new SumsByCurrency(), cost: new SumsByCurrency(), costUnknownMicro: 0n };
}

function addCosts(side: Side, { tariffs, components }: Priced, find: FindTariff): void {
  for (const { tariff, rate, quantity, amountMicro } of components) {
    const pin = tariffs[tariff]!;
    const cost = find(pin.book, pin.version)?.rates[rate]?.supplierCost;
    if (cost === undefined) side.costUnknownMicro += amountMicro;
    else addCost(side, cost, quantity);
  }
}

function addCost({ cost: sums }: Side, { microMinor, per, currency }: SupplierCost, quantity: number): void {
  sums.of(currency).add(BigInt(quantity) * microMinor, BigInt(per) * MICRO);
}

function currenciesOf(...sides: readonly Side[]): readonly string[] {
  const all = sides.flatMap(({ revenue, cost }) => [...revenue.entries(), ...cost.entries()]);
  return [...new Set(all.map(([currency]) => currency))].sort();
}

function marginOf({ revenue, cost, costUnknownMicro }: Side, currency: string): TrialMargin['charged'] {
  const revenueMinor = revenue.of(currency).rounded();
  const costMinor = cost.of(currency).rounded();
  return { revenueMinor, costMinor, marginMinor: revenueMinor - costMinor, costUnknownMicro };
}
