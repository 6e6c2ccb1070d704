import { credits, type Credits, type Kind, type Sha256 } from '#libs/kernel/index.js';
import type { GrantScope, PackTerms, ProductPin, SubscriptionTerms } from '#libs/ledger/domain/terms.js';
import type { ChargeComponent, ChosenOveragePolicy, StoredTariffPin } from '#libs/ledger/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import type { ChosenPolicy, Pack, Part, Scope, Terms } from '../support/oracle/index.js';

/* The oracle's words for terms and amounts, in the product's. */

export const TARIFFS: readonly StoredTariffPin[] = [{ book: 'standard', version: 1, hash: hashOf('tariff') }];

export function hashOf(text: string): Sha256 {
  return sha256(text);
}

export function pin(product: string): ProductPin {
  return { product, version: 1, hash: hashOf(product) };
}

export function amount(micro: bigint): Credits {
  return credits(micro);
}

export function components(parts: readonly Part[]): ChargeComponent[] {
  return parts.map(({ kind, amountMicro }) => ({
    kind: kind as Kind,
    quantity: 1,
    tariff: 0,
    rate: 0,
    promotion: null,
    amountMicro: amount(amountMicro),
  }));
}

export function scopeOf({ models, kinds, apps }: Scope): GrantScope {
  return { models: models ?? null, kinds: (kinds as Kind[] | undefined) ?? null, apps: apps ?? null };
}

export function rolloverOf(micro: bigint | null): SubscriptionTerms['rollover'] {
  return micro === null ? null : { maxMicro: amount(micro) };
}

export function policyOf(policy: ChosenPolicy): ChosenOveragePolicy {
  if (policy.type !== 'invoice') return policy;
  const { capMicro, amountMinor, perMicro } = policy;
  return { type: 'invoice', capMicro, price: { amountMinor, perMicro: amount(perMicro), taxIncluded: true } };
}

export function subscriptionTerms(terms: Terms): SubscriptionTerms {
  const { kind, feeMinor, allowanceMicro, scope, priority, rolloverMicro, every, firstPeriod, count } = terms;
  return {
    kind,
    fee: { amountMinor: feeMinor, taxIncluded: true },
    allowanceMicro: amount(allowanceMicro),
    scope: scopeOf(scope),
    priority,
    rollover: rolloverOf(rolloverMicro),
    every,
    firstPeriod,
    count,
  };
}

export function packTerms({ source, amountMicro, priceMinor, scope, ...rest }: Pack): PackTerms {
  const { discount, validity, priority, oncePerCustomer } = rest;
  return {
    source,
    amountMicro: amount(amountMicro),
    price: { amountMinor: priceMinor, taxIncluded: true },
    scope: scopeOf(scope),
    discount,
    validity,
    priority,
    oncePerCustomer,
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is not there. */
export function named<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}
