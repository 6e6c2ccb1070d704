import type { AccountId, Credits, GrantId, Instant, MemberId } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { CostBasis, GrantScope, GrantSource, RolloverTerms } from '#libs/ledger/contract.js';
import type { PeriodView } from '../accounts/account-view.js';
import type { Page, PageRequest } from '../page.js';

/**
 * Rule 19: amount = remaining (held included) + consumed + overage repaid + expired + forfeited + rolled out +
 * transferred out + refunded + adjusted down.
 */
export interface GrantView {
  readonly grant: GrantId;
  readonly source: GrantSource;
  readonly priority: number;
  readonly amountMicro: Credits;
  readonly remainingMicro: Credits;
  /** Of what remains, held by reservations (rule 23). */
  readonly heldMicro: Credits;
  /** Of what remains, what usage in its scope could draw at the instant asked for (rule 25). */
  readonly availableMicro: Credits;
  /** Of what remains, expired by then but not taken yet, and not to be rolled over (rule 14). */
  readonly lapsingMicro: Credits;
  /** Of what remains, expired by then and given anew at the seal (rule 18). */
  readonly pendingRolloverMicro: Credits;
  readonly consumedMicro: Credits;
  readonly overageRepaidMicro: Credits;
  readonly expiredMicro: Credits;
  readonly forfeitedMicro: Credits;
  readonly rolledOutMicro: Credits;
  readonly transferredOutMicro: Credits;
  readonly refundedMicro: Credits;
  readonly adjustedDownMicro: Credits;
  /** Ended by an event: what is held is all that is left, and what comes back of it is gone (rule 25). */
  readonly ended: boolean;
  readonly eligibleFrom: Instant;
  /** `null`: never expires. */
  readonly expiresAt: Instant | null;
  readonly scope: GrantScope;
  readonly costBasis: CostBasis | null;
  readonly rollover: RolloverTerms | null;
}

export interface MemberView {
  readonly member: MemberId;
  /** False for a member usage named but the account does not have (rule 21). */
  readonly known: boolean;
  readonly usedThisPeriodMicro: Credits;
  /** Of a billing period (rule 26); `null`: none. */
  readonly limitMicro: Credits | null;
  /** Held by the member's open reservations, room for overage included (rule 23). */
  readonly reservedMicro: Credits;
  /** What the member may still reserve of the limit (rule 26), never negative; `null`: there is none. */
  readonly leftMicro: Credits | null;
}

/** What an account holds, judged at the instant asked for. */
export interface BalanceView {
  readonly account: AccountId;
  readonly at: Instant;
  /** Over all grants, held and lapsing credits included. */
  readonly remainingMicro: Credits;
  /** Of it, held by reservations (rule 23). */
  readonly reservedMicro: Credits;
  /** What unscoped usage could draw at `at` (rule 25). */
  readonly availableMicro: Credits;
  /** Expired but not taken yet (rule 14): part of remaining, not of available. */
  readonly lapsingMicro: Credits;
  /** Expired, and given anew at the seal (rule 18). */
  readonly pendingRolloverMicro: Credits;
  /** Usage no grant paid, still open (rule 21). */
  readonly overageMicro: Credits;
  /** How much more overage the policy allows, what reservations hold of it taken off (rules 22, 23). */
  readonly headroomMicro: Credits;
  /** Gateways that never reserve should stop calling for the account (rule 22). */
  readonly blocked: boolean;
  /** The newest period opened; `null` before the first. Periods are opened by what happens in them. */
  readonly period: PeriodView | null;
  /** Charged to that period, overage included, corrections taken in. */
  readonly usedThisPeriodMicro: Credits;
  /** When the next credits are lost unless they are used before, and how many. */
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
  /** All grants ever made, used-up ones included, by grant id, judged at `at`. */
  grants(account: AccountId, page: PageRequest, at: Instant): Promise<Page<GrantView>>;
  /** By member id. */
  members(account: AccountId, page: PageRequest): Promise<Page<MemberView>>;
  /** Those of these accounts of which anything happened beyond a position. */
  changed(accounts: readonly AccountId[], after: Position): Promise<readonly AccountId[]>;
}
