import type { AccountId, Credits, Instant, MemberId } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { Page, PageRequest } from '../page.js';

/** A warning that was given; what it says is frozen at the moment it fired. */
export interface AlertView {
  /** The same for ever: account (and member), rule, threshold, generation. */
  readonly id: string;
  readonly account: AccountId;
  /** Whose limit is watched (ADR 0015); `null`: the credits of the account. */
  readonly member: MemberId | null;
  readonly kind: 'percent' | 'floor';
  /** Percent of the base used, or micro-credits remaining. */
  readonly threshold: bigint;
  readonly generation: number;
  readonly state: 'fired' | 'cleared';
  readonly firedAt: Instant;
  readonly clearedAt: Instant | null;
  /** B of rule 35 when it fired; of a member, the limit. */
  readonly baseMicro: Credits;
  /** What remained of B when it fired; of a member, negative beyond the limit. */
  readonly remainingMicro: Credits;
  /** Of the event that crossed the threshold. */
  readonly position: Position;
  /** Of the event that cleared it; `null` while it holds. */
  readonly clearedPosition: Position | null;
}

/** An alert that began or ended to hold: what is told to others, once, under `id`. */
export interface AlertTransition {
  /** The alert's own where it fired, `${alert id}/cleared` where it was cleared. */
  readonly id: string;
  readonly change: 'fired' | 'cleared';
  /** Of the event that did it. */
  readonly position: Position;
  readonly at: Instant;
  /** As it was then. */
  readonly alert: AlertView;
}

export interface AlertFilter {
  readonly account?: AccountId;
  readonly state?: AlertView['state'];
}

export interface AlertQueries {
  /** Oldest first. */
  alerts(filter: AlertFilter, page: PageRequest): Promise<Page<AlertView>>;
  /**
   * Those of events beyond `after`, up to `until`, in order of (position, id). A position is never split between two
   * answers: about `limit` of them, more only where one position has more. With `account` of that one alone.
   */
  transitions(
    after: Position,
    until: Position,
    limit: number,
    account?: AccountId,
  ): Promise<readonly AlertTransition[]>;
}
