import type { AccountId, Credits, GrantId, Instant, MemberId } from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import type { ReservationOutcome } from './terms.js';

/** A command that broke a rule: `code` names the rule, the rest are its facts. Documented in docs/reference/errors.md. */
export type AccountRejection =
  | { readonly code: 'account_unknown'; readonly account: AccountId }
  | { readonly code: 'account_exists'; readonly account: AccountId }
  | { readonly code: 'account_suspended'; readonly account: AccountId }
  | { readonly code: 'account_closed'; readonly account: AccountId }
  | { readonly code: 'status_unchanged'; readonly account: AccountId }
  | { readonly code: 'time_zone_unknown'; readonly zone: string }
  | { readonly code: 'opening_in_future'; readonly account: AccountId }
  | { readonly code: 'effective_in_past'; readonly effectiveFrom: Instant; readonly now: Instant }
  /** A limit, cap or price that is negative, a price per nothing, or a cap that nobody could bill (rule 22). */
  | { readonly code: 'overage_policy_unsound'; readonly account: AccountId }
  | { readonly code: 'member_exists'; readonly member: MemberId }
  | { readonly code: 'member_unknown'; readonly member: MemberId }
  | { readonly code: 'too_many_members'; readonly limit: number }
  | { readonly code: 'grant_exists'; readonly grant: GrantId }
  | { readonly code: 'grant_unknown'; readonly grant: GrantId }
  | { readonly code: 'grant_not_positive'; readonly amountMicro: Credits }
  | { readonly code: 'grant_never_usable'; readonly grant: GrantId }
  | { readonly code: 'too_many_grants'; readonly limit: number }
  | { readonly code: 'currency_differs'; readonly expected: string; readonly actual: string }
  | { readonly code: 'balance_out_of_range'; readonly account: AccountId }
  | { readonly code: 'adjustment_not_positive'; readonly amountMicro: Credits }
  /** More than the grant has free: the rest is held or gone. */
  | { readonly code: 'credits_not_free'; readonly grant: GrantId; readonly freeMicro: Credits }
  | { readonly code: 'usage_key_conflict'; readonly prior: PriorUse }
  | { readonly code: 'amount_out_of_range'; readonly account: AccountId }
  | { readonly code: 'usage_unknown'; readonly source: string; readonly id: string }
  | { readonly code: 'correction_stale'; readonly revision: number }
  | { readonly code: 'correction_without_effect'; readonly totalMicro: Credits }
  | { readonly code: 'dispute_exists'; readonly dispute: string }
  | { readonly code: 'usage_already_disputed'; readonly dispute: string }
  | { readonly code: 'too_many_disputes'; readonly limit: number }
  /** There is no such dispute, or it has ended. */
  | { readonly code: 'dispute_unknown'; readonly dispute: string }
  /** Nothing was corrected since it was opened. */
  | { readonly code: 'dispute_uncorrected'; readonly revision: number }
  | { readonly code: 'reservation_exists'; readonly reservation: string }
  | { readonly code: 'reservation_unknown'; readonly reservation: string }
  | { readonly code: `reservation_already_${ReservationOutcome}`; readonly reservation: string }
  | { readonly code: 'too_many_holds'; readonly limit: number }
  | { readonly code: 'member_limit_reached'; readonly member: MemberId; readonly leftMicro: bigint }
  | { readonly code: 'credits_insufficient'; readonly neededMicro: bigint; readonly availableMicro: bigint }
  | { readonly code: 'subscription_exists'; readonly subscription: string }
  | { readonly code: 'subscription_unknown'; readonly subscription: string }
  | { readonly code: 'subscription_kind_differs'; readonly subscription: string }
  /** Instalments are not cancelled, they are settled (rule 32). */
  | { readonly code: 'instalments_are_settled'; readonly subscription: string }
  | { readonly code: 'not_instalments'; readonly subscription: string }
  | { readonly code: 'promotion_already_taken'; readonly product: string }
  | { readonly code: 'quantity_not_allowed'; readonly quantity: number; readonly limit: number }
  | { readonly code: 'not_a_purchase'; readonly grant: GrantId }
  | { readonly code: 'purchase_already_reversed'; readonly grant: GrantId }
  | { readonly code: 'nothing_to_refund'; readonly grant: GrantId }
  | { readonly code: 'line_unknown'; readonly line: string }
  | { readonly code: 'credit_not_positive'; readonly amountMinor: bigint }
  | { readonly code: 'credit_exceeds_line'; readonly line: string; readonly leftMinor: bigint }
  | { readonly code: 'transfer_exists'; readonly transfer: string }
  | { readonly code: 'transfer_to_itself'; readonly account: AccountId }
  | { readonly code: 'transfer_not_positive'; readonly amountMicro: Credits };
