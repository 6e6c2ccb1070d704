import type { Credits, GrantId, Instant, MemberId } from '#libs/kernel/index.js';
import type { AccountKind, AlertRules, GrantScope, GrantSource, OverageBucket } from './terms.js';

/** A grant with credits left. A used-up grant leaves the state (rule 20). */
export interface LiveGrant {
  readonly grant: GrantId;
  readonly source: GrantSource;
  readonly priority: number;
  readonly amountMicro: Credits;
  readonly remainingMicro: Credits;
  readonly eligibleFrom: Instant;
  readonly expiresAt: Instant | null;
  readonly scope: GrantScope;
}

/** `[startsAt, endsAt)`, not sealed yet. */
export interface OpenPeriod {
  readonly period: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Sum of the debits booked on it: a figure of the account, so it fits int64 (rule 1). */
  readonly usedMicro: Credits;
}

export interface OpenBucket {
  readonly bucket: OverageBucket;
  readonly openMicro: Credits;
}

export interface UnopenedAccount {
  readonly status: 'unopened';
}

export interface OpenAccountState {
  readonly status: 'open';
  readonly account: string;
  readonly kind: AccountKind;
  readonly openedAt: Instant;
  readonly currency: string;
  readonly zone: string;
  readonly billingDay: number;
  readonly tariffBook: string;
  readonly alertRules: AlertRules;
  readonly members: ReadonlySet<MemberId>;
  /** In burn order (rule 16), so that a charge walks it once. */
  readonly grants: readonly LiveGrant[];
  /** Used to number grants that come without an id. */
  readonly grantsMade: number;
  /** Oldest first; none is sealed yet, so the first is the account's first. */
  readonly periods: readonly OpenPeriod[];
  readonly overage: readonly OpenBucket[];
  readonly remainingMicro: Credits;
  /** What remained when the newest period opened and was granted since; bounds rule 35's base, which must fit int64. */
  readonly baseMicro: Credits;
  readonly overageMicro: Credits;
}

export type AccountState = UnopenedAccount | OpenAccountState;

export const UNOPENED: AccountState = { status: 'unopened' };
