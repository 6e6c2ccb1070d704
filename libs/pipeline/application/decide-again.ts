import type { Session } from '#libs/journal/application/session.js';
import type { Job } from '#libs/journal/application/writer.js';
import type { HeldRow } from '#libs/journal/ports/intake-records.port.js';
import type { MeteredUsage } from '#libs/metering/contract.js';
import { ChargeNeeds } from './charge-needs.js';
import { chargeOne, type UsageOutcome } from './charge-one.js';
import type { IntakeParts } from './usage-intake.js';

/** Where and when a record came in, as it was stored then. */
export type Received = Pick<HeldRow, 'source' | 'offset' | 'receivedAt' | 'actor'>;

/** The sentence of the product once more for a record that came before: with its own receipt, cause and actor. */
export function chargeAgain(
  metered: MeteredUsage,
  { source, offset, receivedAt, actor }: Received,
  session: Session,
  { sha256, horizon, closeGraceMs, watermarks }: IntakeParts,
): UsageOutcome {
  const origin = { actor, receivedAt, cause: { type: 'intake', source, offset } } as const;
  const readUpTo = watermarks.readUpTo();
  return chargeOne(metered, origin, { session, sha256, horizon, closeGraceMs, readUpTo });
}

/** A job that charges some usages again; what becomes of each is for `decide` to record. */
export function retryJob<Result>(
  usages: readonly MeteredUsage[],
  { sha256 }: Pick<IntakeParts, 'sha256'>,
  decide: (session: Session) => Result,
): Job<Result> {
  const charges = new ChargeNeeds(usages, sha256);
  return {
    lane: 'intake',
    weight: usages.length,
    needs: () => charges.needs(),
    followUps: (prepared) => charges.followUps(prepared),
    decide,
  };
}
