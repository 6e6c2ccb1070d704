import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { JournalHead } from '#libs/journal/ports/journal-integrity.port.js';

/** What can be verified, in the order in which it is done. */
export const VERIFIED_PARTS = ['journal', 'ledger', 'projections', 'rating'] as const;
export type VerifiedPart = (typeof VERIFIED_PARTS)[number];

/** `could_not_verify`: something was not looked at, or could not be read. It never counts as sound (H8). */
export const VERDICTS = ['ok', 'faults', 'could_not_verify'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A row of a read model, by its key; `column` where one value differs, `null` where the whole row does. */
export interface FaultyRow {
  readonly table: string;
  readonly key: string;
  readonly column: string | null;
}

export interface AuditFault {
  /** A stable word for what is wrong, e.g. `record_changed`. */
  readonly kind: string;
  readonly sentence: string;
  readonly firstPosition: Position | null;
  readonly lastPosition: Position | null;
  readonly account: AccountId | null;
  readonly row: FaultyRow | null;
}

export interface PartReport {
  readonly part: VerifiedPart;
  readonly verdict: Verdict;
  /** How many of what were looked at. */
  readonly checked: Readonly<Record<string, number>>;
  readonly faultCount: number;
  /** The first of them. */
  readonly faults: readonly AuditFault[];
  /** What could not be verified, and why. */
  readonly couldNot: readonly string[];
}

export interface VerificationReport {
  readonly ledgerId: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Head of the journal when the verification began. */
  readonly head: Position;
  /** Worth keeping elsewhere: a later verification asks whether it is still there. `null`: it cannot be read. */
  readonly journalHead: JournalHead | null;
  readonly verdict: Verdict;
  readonly parts: readonly PartReport[];
}

/** How far a part is, in events or rows. */
export interface VerificationProgress {
  readonly part: VerifiedPart;
  readonly done: number;
  readonly total: number;
}

/** Faults that are found are faults, whatever else could not be looked at. */
export function verdictOf(found: { readonly faults: boolean; readonly couldNot: boolean }): Verdict {
  if (found.faults) return 'faults';
  return found.couldNot ? 'could_not_verify' : 'ok';
}
