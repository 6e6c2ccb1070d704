import type { AccountId, Instant } from '#libs/kernel/index.js';

/** `(after, until]` */
export interface SpanOfTime {
  readonly after: Instant;
  readonly until: Instant;
}

/** Until when work is due (rule 15). */
export interface DueLimits {
  /** The wall clock: holds end by it, and work that gives is due by it. */
  readonly now: Instant;
  /** Every source has been read up to here: work that takes waits for it. */
  readonly takeUpTo: Instant;
  /** Work that takes is due so long after the end it stands for. */
  readonly closeGraceMs: number;
}

export interface DuePage {
  readonly limit: number;
  /** The last account of the page before; absent: from the start. */
  readonly after?: AccountId;
}

export interface TimerQueries {
  /** Accounts with something due, by id. What is due for each, its own events decide. */
  due(limits: DueLimits, page: DuePage): Promise<readonly AccountId[]>;
  /** Accounts of which a grant or a period begins or ends in a span, by id: what they may draw changes by time alone. */
  turning(span: SpanOfTime, page: DuePage): Promise<readonly AccountId[]>;
}
