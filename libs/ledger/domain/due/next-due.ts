import type { Instant } from '#libs/kernel/index.js';
import { firstEnd } from '../evolve/hold-ends.js';
import type { DueBounds, LiveGrant, OpenAccountState } from '../state.js';

/** A grant that is ended by an event of its own; one that rolls over is ended by a seal (rules 14, 18). */
export function expiryOf({ expiresAt, rollover, ended }: LiveGrant): Instant {
  return expiresAt === null || rollover !== null || ended ? Infinity : expiresAt;
}

/** The bounds after an event; looks again only at what it may have changed. */
export function nothingDueBefore(before: OpenAccountState, after: OpenAccountState): DueBounds {
  const { giving } = before.nothingDueBefore;
  return {
    holds: firstEnd(after.holdEnds),
    giving: after.subscriptions === before.subscriptions ? giving : firstTermEnd(after),
    taking: firstTaken(after),
  };
}

function firstTermEnd({ subscriptions }: OpenAccountState): Instant {
  return subscriptions.reduce((first, { term }) => Math.min(first, term.endsAt), Infinity);
}

function firstTaken({ grants, periods }: OpenAccountState): Instant {
  return grants.reduce((first, grant) => Math.min(first, expiryOf(grant)), periods[0]?.endsAt ?? Infinity);
}
