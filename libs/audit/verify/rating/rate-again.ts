import type { Instant, Tier } from '#libs/kernel/index.js';
import { asIfInForce, type TariffBook } from '#libs/catalog/contract.js';
import type { ChargeComponent, StoredTariffPin } from '#libs/ledger/contract.js';
import { rate } from '#libs/rating/index.js';

/** A usage and the price that was recorded for it. */
export interface PricedUsage {
  readonly model: string;
  readonly tier: Tier;
  readonly app: string | null;
  readonly occurredAt: Instant;
  readonly tariffs: readonly StoredTariffPin[];
  readonly components: readonly ChargeComponent[];
}

/** Whether the tariffs in force when the usage happened give the recorded price. */
export function followsFrom(book: TariffBook, priced: PricedUsage): boolean {
  const { model, tier, app, occurredAt, components } = priced;
  const quantities = components.map(({ kind, quantity }) => ({ kind, quantity }));
  const rating = rate({ model, tier, app: app ?? undefined, occurredAt, quantities }, book);
  return rating.type === 'rated' && isSamePrice(rating.rated, priced);
}

/** A retroactive price may also be that of one version named by the operator (rule 29). */
export function followsFromOneOf(book: TariffBook, priced: PricedUsage): boolean {
  if (followsFrom(book, priced)) return true;
  return priced.tariffs.some(({ version }) => {
    const named = asIfInForce(book, version);
    return named !== undefined && followsFrom(named, priced);
  });
}

type Price = Pick<PricedUsage, 'tariffs' | 'components'>;

export function isSamePrice(left: Price, right: Price): boolean {
  return (
    left.tariffs.length === right.tariffs.length &&
    left.tariffs.every((pin, at) => isSamePin(pin, right.tariffs[at]!)) &&
    left.components.length === right.components.length &&
    left.components.every((component, at) => isSameComponent(component, right.components[at]!))
  );
}

function isSamePin(left: StoredTariffPin, right: StoredTariffPin): boolean {
  return left.book === right.book && left.version === right.version && left.hash === right.hash;
}

function isSameComponent(left: ChargeComponent, right: ChargeComponent): boolean {
  return (
    left.kind === right.kind &&
    left.quantity === right.quantity &&
    left.tariff === right.tariff &&
    left.rate === right.rate &&
    left.promotion === right.promotion &&
    left.amountMicro === right.amountMicro
  );
}
