import type { AccountId, Credits, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { Page, PageRequest } from '../page.js';

/** A warning that was given; what it says is frozen at the moment it fired. */
export interface AlertView {
  /** The same for ever: account, rule, threshold, generation. */
  readonly id: string;
  readonly account: AccountId;
  readonly kind: 'percent' | 'floor';
  /** Percent of the base used, or micro-credits remaining. */
  readonly threshold: bigint;
  readonly generation: number;
  readonly state: 'fired' | 'cleared';
  readonly firedAt: Instant;
  readonly clearedAt: Instant | null;
  /** B of rule 35 when it fired. */
  readonly baseMicro: Credits;
  /** What remained of B when it fired. */
  readonly remainingMicro: Credits;
  /** Of the event that crossed the threshold. */
  readonly position: Position;
}

export interface AlertFilter {
  readonly account?: AccountId;
  readonly state?: AlertView['state'];
}

export interface AlertQueries {
  /** Oldest first. */
  alerts(filter: AlertFilter, page: PageRequest): Promise<Page<AlertView>>;
}
