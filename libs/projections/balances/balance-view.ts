import type { AccountId, Credits, GrantId, Instant, MemberId } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { AccountKind, AlertRules, GrantScope, GrantSource } from '#libs/ledger/contract.js';
import type { Page, PageRequest } from '../page.js';

/** `[startsAt, endsAt)`, as the event that opened it says (rule 12). */
export interface PeriodView {
  readonly period: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly zone: string;
}

export interface AccountView {
  readonly account: AccountId;
  readonly kind: AccountKind;
  readonly openedAt: Instant;
  readonly currency: string;
  readonly zone: string;
  readonly billingDay: number;
  readonly overagePolicy: 'block';
  readonly tariffBook: string;
  readonly alertRules: AlertRules;
}

export interface GrantView {
  readonly grant: GrantId;
  readonly source: GrantSource;
  readonly priority: number;
  /** amount = consumed + remaining (rule 19) */
  readonly amountMicro: Credits;
  readonly consumedMicro: Credits;
  readonly remainingMicro: Credits;
  readonly eligibleFrom: Instant;
  /** `null`: never expires. */
  readonly expiresAt: Instant | null;
  readonly scope: GrantScope;
}

export interface MemberView {
  readonly member: MemberId;
  /** False for a member usage named but the account never had (rule 21). */
  readonly known: boolean;
  readonly usedThisPeriodMicro: Credits;
}

/** What an account holds, judged at the instant asked for. */
export interface BalanceView {
  readonly account: AccountId;
  readonly at: Instant;
  /** Over all grants, lapsing ones included. */
  readonly remainingMicro: Credits;
  /** Held by reservations; there are none yet. */
  readonly reservedMicro: Credits;
  /** What unscoped usage could draw at `at` (rule 25). */
  readonly availableMicro: Credits;
  /** Expired but not taken yet (rule 14): part of remaining, not of available. */
  readonly lapsingMicro: Credits;
  /** Usage no grant paid, still open (rule 21). */
  readonly overageMicro: Credits;
  /** The newest period opened; `null` before the first. Periods are opened by what happens in them. */
  readonly period: PeriodView | null;
  /** Charged to that period, overage included. */
  readonly usedThisPeriodMicro: Credits;
  /** When the next credits expire after `at`, and how many. */
  readonly nextExpiry: { readonly at: Instant; readonly amountMicro: Credits } | null;
  /** Grants with credits left, in burn order (rule 16). */
  readonly grants: readonly GrantView[];
  /** Last event of the account that the figures include. */
  readonly revision: Revision;
  /** Every event of the ledger up to here is included. */
  readonly position: Position;
}

export interface BalanceQueries {
  /** `undefined`: no such account (yet). */
  balance(account: AccountId, at: Instant): Promise<BalanceView | undefined>;
  /** All grants ever made, used-up ones included, by grant id. */
  grants(account: AccountId, page: PageRequest): Promise<Page<GrantView>>;
  /** By member id. */
  members(account: AccountId, page: PageRequest): Promise<Page<MemberView>>;
}

export interface AccountQueries {
  account(account: AccountId): Promise<AccountView | undefined>;
  /** By account id. */
  accounts(page: PageRequest): Promise<Page<AccountView>>;
}
