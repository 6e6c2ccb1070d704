import { totalMicro } from '#libs/kernel/index.js';
import type { Credits, GrantId } from '#libs/kernel/index.js';
import type { CreditsGranted, Term } from '../events.js';
import { grantEvent, nextGrantId } from '../grants/make-grant.js';
import type { OpenAccountState } from '../state.js';
import type { CostBasis, MoneyLine } from '../terms.js';
import type { Charged } from './subscription-money.js';

/** The id an allowance will get; `null` where there is nothing to grant. */
export function allowanceGrant(state: OpenAccountState, allowanceMicro: Credits): GrantId | null {
  return allowanceMicro === 0n ? null : nextGrantId(state);
}

/** Grants the allowance of a term; `lines` are what was paid for it. The state is that after the subscription's event. */
export function allowanceEvents(
  state: OpenAccountState,
  { subscription, product, terms }: Charged,
  { startsAt, endsAt }: Term,
  allowanceMicro: Credits,
  lines: readonly MoneyLine[],
): readonly CreditsGranted[] {
  if (allowanceMicro === 0n) return [];
  const { kind, priority, scope, rollover } = terms;
  const granted = grantEvent(state, {
    source: kind === 'free_quota' ? 'free_quota' : 'subscription',
    priority,
    amountMicro: allowanceMicro,
    eligibleFrom: startsAt,
    expiresAt: endsAt,
    scope,
    rollover,
    costBasis: costBasisOf(state, lines),
    product,
    subscription,
  });
  return [granted];
}

/** `null` where nothing was paid. */
export function costBasisOf({ currency }: OpenAccountState, lines: readonly MoneyLine[]): CostBasis | null {
  const [first] = lines;
  if (first === undefined) return null;
  return {
    amountMinor: totalMicro(lines.map(({ amountMinor }) => amountMinor)),
    currency,
    taxIncluded: first.taxIncluded,
  };
}
