import type { Instant } from '#libs/kernel/index.js';
import type { AccountEvent } from '../events.js';
import type { DueBounds, LiveGrant, OpenAccountState } from '../state.js';

/** A grant that is ended by an event of its own; one that rolls over is ended by a seal (rules 14, 18). */
export function expiryOf({ expiresAt, rollover, ended }: LiveGrant): Instant {
  return expiresAt === null || rollover !== null || ended ? Infinity : expiresAt;
}

/** The bounds after an event; looks again only at what it may have changed. */
export function nothingDueBefore(before: OpenAccountState, after: OpenAccountState, event: AccountEvent): DueBounds {
  const { giving } = before.nothingDueBefore;
  return {
    holds: firstHoldEnd(before, after, event),
    giving: after.subscriptions === before.subscriptions ? giving : firstTermEnd(after),
    taking: firstTaken(after),
  };
}

function firstHoldEnd(before: OpenAccountState, after: OpenAccountState, event: AccountEvent): Instant {
  const bound = before.nothingDueBefore.holds;
  if (event.type === 'ReservationMade') return Math.min(bound, event.data.expiresAt);
  if (event.type !== 'ReservationEnded') return bound;
  return before.holds.get(event.data.reservation)?.expiresAt === bound ? firstEnd(after) : bound;
}

function firstEnd({ holds }: OpenAccountState): Instant {
  let first = Infinity;
  for (const { expiresAt } of holds.values()) if (expiresAt < first) first = expiresAt;
  return first;
}

function firstTermEnd({ subscriptions }: OpenAccountState): Instant {
  return subscriptions.reduce((first, { term }) => Math.min(first, term.endsAt), Infinity);
}

function firstTaken({ grants, periods }: OpenAccountState): Instant {
  return grants.reduce((first, grant) => Math.min(first, expiryOf(grant)), periods[0]?.endsAt ?? Infinity);
}
