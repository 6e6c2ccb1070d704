import type { AccountId, Credits, GrantId, Instant } from '#libs/kernel/index.js';
import type { CostBasis, GrantScope, GrantSource, Payment, RolloverTerms } from '../terms.js';

/**
 * Rejections, in the order they are checked: `account_unknown`, `grant_exists`, `grant_not_positive`,
 * `grant_never_usable`, `currency_differs`, `too_many_grants`, `balance_out_of_range`.
 */
export interface GrantCredits {
  readonly type: 'GrantCredits';
  readonly account: AccountId;
  /** Absent: the account's next number, `~1`, `~2` … (a client's id cannot contain `~`). */
  readonly grant?: GrantId;
  readonly source: GrantSource;
  /** Absent: the default of the source (rule 16). */
  readonly priority?: number;
  readonly amountMicro: Credits;
  /** Absent: now; for top-ups and transfers the start of the oldest unsealed period (rule 14). */
  readonly eligibleFrom?: Instant;
  readonly expiresAt?: Instant;
  readonly scope: GrantScope;
  readonly rollover?: RolloverTerms;
  /** With it a purchase line stands on the invoice. */
  readonly costBasis?: CostBasis;
  readonly paymentRef?: string;
  /** Absent: on the bill. */
  readonly payment?: Payment;
}

/** Takes free credits out of a grant. Rejections: `account_unknown`, `grant_unknown`, `adjustment_not_positive`, `credits_not_free`. */
export interface AdjustGrantDown {
  readonly type: 'AdjustGrantDown';
  readonly account: AccountId;
  readonly grant: GrantId;
  readonly amountMicro: Credits;
  readonly reason: string;
}
