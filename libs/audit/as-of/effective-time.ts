import type { Instant } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import { movementsOf, type AccountEvent, type Movement } from '#libs/ledger/contract.js';

export interface EffectiveMovement {
  readonly movement: Movement;
  readonly effectiveAt: Instant;
}

/**
 * When what an event moves takes effect (rule 11). Nothing takes effect later than it was recorded: a grant for next week
 * is in the account's books from today, and two clocks may differ by minutes.
 */
export function effectiveMovements({ event, meta }: RecordedEvent<AccountEvent>): readonly EffectiveMovement[] {
  return movementsOf(event).map((movement) => {
    const effectiveAt = Math.min(naturalTime(event, movement) ?? meta.recordedAt, meta.recordedAt);
    return { movement, effectiveAt };
  });
}

/** `undefined`: when it was recorded. */
function naturalTime(event: AccountEvent, movement: Movement): Instant | undefined {
  if (event.type === 'UsageCharged') return event.data.usage.occurredAt;
  if (event.type === 'GrantExpired') return event.data.expiresAt;
  if (event.type === 'PeriodSealed') return event.data.endsAt;
  // A grant's credits pay usage from then on; the overage they repay was open until they came.
  const isIssued = event.type === 'CreditsGranted' && movement.from.book === 'issued';
  return isIssued ? event.data.terms.eligibleFrom : undefined;
}
