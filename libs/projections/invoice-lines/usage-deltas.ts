import { invariant, type AccountId, type Kind, type Tier } from '#libs/kernel/index.js';
import type { ChargeComponent, StoredTariffPin, UsageCharged, UsageCorrected } from '#libs/ledger/contract.js';
import { usageRowKey, type UsageGroup } from './usage-rows.js';
import type { UsageDelta } from './usage-sums.js';

export interface GroupDeltas {
  readonly group: UsageGroup;
  readonly deltas: readonly UsageDelta[];
}

interface Booked {
  readonly account: AccountId;
  readonly period: number;
  readonly originPeriod: number | null;
  readonly tier: Tier;
  readonly model: string;
}

export function chargedGroup(
  { usage, period, originPeriod, tariffs }: UsageCharged['data'],
  tariff: number,
): UsageGroup {
  const { account, tier, model } = usage;
  return groupOf({ account, period, originPeriod, tier, model }, tariffs, tariff);
}

function groupOf(booked: Booked, tariffs: readonly StoredTariffPin[], tariff: number): UsageGroup {
  const pin = tariffs[tariff];
  invariant(pin !== undefined, 'a component names a tariff of its price');
  const { account, period, originPeriod, tier, model } = booked;
  return { account, period, tier, book: pin.book, version: pin.version, originPeriod, model };
}

/** The new net result less the one it replaces (rule 27), booked where the correction is. */
export function correctedGroups({ replaced, ...correction }: UsageCorrected['data']): readonly GroupDeltas[] {
  const groups = new Map<string, { readonly group: UsageGroup; readonly kinds: Map<Kind, UsageDelta> }>();
  const add = (tariffs: readonly StoredTariffPin[], component: ChargeComponent, sign: bigint): void => {
    const group = groupOf(correction, tariffs, component.tariff);
    const key = usageRowKey(group);
    const { kinds } = groups.get(key) ?? { kinds: new Map<Kind, UsageDelta>() };
    groups.set(key, { group, kinds });
    const { kind, quantity, amountMicro } = component;
    const before = kinds.get(kind) ?? { kind, quantity: 0n, creditsMicro: 0n };
    const creditsMicro = before.creditsMicro + sign * amountMicro;
    kinds.set(kind, { kind, quantity: before.quantity + sign * BigInt(quantity), creditsMicro });
  };
  for (const component of replaced.components) add(replaced.tariffs, component, -1n);
  for (const component of correction.components) add(correction.tariffs, component, 1n);
  return [...groups.values()].map(({ group, kinds }) => ({ group, deltas: [...kinds.values()].filter(isAny) }));
}

function isAny({ quantity, creditsMicro }: UsageDelta): boolean {
  return quantity !== 0n || creditsMicro !== 0n;
}
