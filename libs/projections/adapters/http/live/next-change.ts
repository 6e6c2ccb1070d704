import type { Instant } from '#libs/kernel/index.js';
import type { BalanceView } from '../../../contract.js';

/** When a balance is next another one though nothing happens: a grant becomes eligible or expires, or the period ends. */
export function nextChange({ at, period, grants }: BalanceView): Instant | undefined {
  const instants = grants.flatMap(({ eligibleFrom, expiresAt }) => [eligibleFrom, expiresAt ?? at]);
  if (period !== null) instants.push(period.endsAt);
  const ahead = instants.filter((instant) => instant > at);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
