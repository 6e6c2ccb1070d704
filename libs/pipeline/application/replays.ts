import type { Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { IntakeOutcome } from '#libs/journal/ports/intake-facts.js';
import type { HeldFilter, OutcomeCounts, PageRequest, RefusedFilter } from '#libs/journal/ports/intake-records.port.js';
import type { Producer } from '../contract.js';

/** Who sent a record, with the sources it may send for today (rule 8). */
export interface Producers {
  /** `undefined`: nobody by that name may send any more. */
  find(actor: string): Promise<Producer | undefined>;
}

/** What became of one record that was tried again. */
export interface Replayed {
  readonly outcome: IntakeOutcome;
  /** Why it is still rejected or held; absent for the others. */
  readonly reason?: { readonly code: string; readonly sentence: string };
  readonly at: Instant;
}

/**
 * - `unknown`: there is no record with this id.
 * - `erased`: its bytes are gone (rule 38), so it cannot be told again.
 * - `replayed`: told again, now or before; read models that have reached the position show it.
 */
export type ReplayAnswer =
  | { readonly type: 'unknown' }
  | { readonly type: 'erased' }
  | ({ readonly type: 'replayed'; readonly position: Position } & Replayed);

/** What became of many. */
export interface ReplaySummary {
  readonly tried: number;
  readonly counts: OutcomeCounts;
  /** Id of the last one tried, for the next page; `null` when none is left. */
  readonly last: number | null;
  readonly position: Position;
}

/**
 * Sends the original bytes of rejected and held records through the intake once more, with the receipt they had
 * (rules 13, 14). Told twice it changes nothing: the usage key makes it safe. First outcomes stay as they are (rule 37).
 */
export interface IntakeReplays {
  rejected(id: number): Promise<ReplayAnswer>;
  /** Those that match, are not mended and not erased, by page. */
  rejectedMatching(filter: RefusedFilter, page: PageRequest): Promise<ReplaySummary>;
  held(id: number): Promise<ReplayAnswer>;
  /** Those that match, wait and are not erased, by page. */
  heldMatching(filter: HeldFilter, page: PageRequest): Promise<ReplaySummary>;
}

export function summaryOf(outcomes: readonly Replayed[], last: number | null, position: Position): ReplaySummary {
  const counts = { charged: 0, duplicate: 0, conflict: 0, rejected: 0, held: 0 };
  for (const { outcome } of outcomes) counts[outcome] += 1;
  return { tried: outcomes.length, counts, last, position };
}
