import type { Fingerprint, Instant } from '#libs/kernel/index.js';
import type { CommandRefusal, IntakeOutcome, OriginalRecord, SourceName, SourceProgress } from './intake-facts.js';

/** A refused record as operators list it; the original bytes are asked for apart. */
export interface RefusedRow {
  readonly id: number;
  readonly source: SourceName;
  readonly offset: number;
  readonly receivedAt: Instant;
  readonly actor: string;
  readonly code: string;
  readonly sentence: string;
  readonly pointer: string | null;
  readonly usageSource: string | null;
  readonly usageId: string | null;
  readonly digest: string;
  /** What a replay made of it; `null` while it is rejected. */
  readonly replayedAs: Exclude<IntakeOutcome, 'rejected'> | null;
  readonly replayedAt: Instant | null;
}

export interface HeldRow {
  readonly id: number;
  readonly source: SourceName;
  readonly offset: number;
  readonly receivedAt: Instant;
  readonly actor: string;
  readonly reason: string;
  readonly sentence: string;
  readonly account: string;
  readonly model: string;
  readonly usageSource: string;
  readonly usageId: string;
  readonly digest: string;
  /** `null` while it is held. */
  readonly releasedAs: IntakeOutcome | null;
  readonly releasedAt: Instant | null;
}

/** A held record with its bytes, ready to be tried again. */
export interface HeldForRelease {
  readonly row: HeldRow;
  readonly original: OriginalRecord;
}

/** A rejected record with its bytes, ready to be replayed. */
export interface RefusedForReplay {
  readonly row: RefusedRow;
  readonly original: OriginalRecord;
}

export type OutcomeCounts = Readonly<Record<IntakeOutcome, number>>;

export interface SourceTotals {
  readonly source: SourceName;
  readonly nextOffset: number;
  readonly received: number;
  readonly counts: OutcomeCounts;
}

export interface PageRequest {
  /** Rows with an id above this one; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** What rejected and held records are looked for by alike; all that are given must hold. */
export interface IntakeFilter {
  readonly source?: SourceName;
  readonly usageSource?: string;
  readonly usageId?: string;
  /** Received at or after. */
  readonly from?: Instant;
  /** Received before. */
  readonly until?: Instant;
  /** Occurs in the sentence, in capitals or not (ASCII). */
  readonly text?: string;
}

export interface RefusedFilter extends IntakeFilter {
  readonly code?: string;
  /** `false`: only those that no replay has mended. */
  readonly replayed?: boolean;
}

export interface HeldFilter extends IntakeFilter {
  readonly account?: string;
  readonly reason?: string;
  /** Only those that still wait. */
  readonly waiting?: boolean;
}

/** Reads what the intake wrote beside the journal: progress, outcomes, refused and held records. */
export interface IntakeRecordsPort {
  /** Newest incarnation of a source whose name starts with `<base>#`, or the source itself. `undefined` if never read. */
  progress(base: string): Promise<SourceProgress | undefined>;
  /** Outcomes of the records `from` ≤ offset < `until` of a source (rule 37). */
  outcomes(source: SourceName, from: number, until: number): Promise<OutcomeCounts>;
  totals(): Promise<readonly SourceTotals[]>;
  refused(filter: RefusedFilter, page: PageRequest): Promise<readonly RefusedRow[]>;
  refusedById(id: number): Promise<RefusedRow | undefined>;
  /** Bytes of a refused record: `null` once they are erased (rule 38), `undefined` if there is no such record. */
  refusedOriginal(id: number): Promise<OriginalRecord | null | undefined>;
  /** Those that were not replayed yet and whose original bytes are not erased. */
  refusedForReplay(filter: RefusedFilter, page: PageRequest): Promise<readonly RefusedForReplay[]>;
  held(filter: HeldFilter, page: PageRequest): Promise<readonly HeldRow[]>;
  heldById(id: number): Promise<HeldRow | undefined>;
  /** Bytes of a held record: `null` once they are erased (rule 38) or it was released, `undefined` if there is none. */
  heldOriginal(id: number): Promise<OriginalRecord | null | undefined>;
  /** Only those that wait and whose original bytes are not erased: an empty page means that none are left. */
  heldForRelease(filter: HeldFilter, page: PageRequest): Promise<readonly HeldForRelease[]>;
  commandRefusal(key: Fingerprint, notBefore: Instant): Promise<CommandRefusal | undefined>;
  /** Forgets refusals of commands made before an instant (rule 9: 24 hours); returns how many. */
  forgetCommandRefusals(refusedBefore: Instant): Promise<number>;
  /** Removes original bytes received before an instant (rule 38: 30 days); returns how many. */
  eraseOriginals(receivedBefore: Instant): Promise<number>;
}
