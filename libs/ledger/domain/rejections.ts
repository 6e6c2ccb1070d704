import type { AccountId, Credits, GrantId, MemberId } from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';

/** A command that broke a rule: `code` names the rule, the rest are its facts. Documented in docs/reference/errors.md. */
export type AccountRejection =
  | { readonly code: 'account_unknown'; readonly account: AccountId }
  | { readonly code: 'account_exists'; readonly account: AccountId }
  | { readonly code: 'time_zone_unknown'; readonly zone: string }
  | { readonly code: 'opening_in_future'; readonly account: AccountId }
  | { readonly code: 'member_exists'; readonly member: MemberId }
  | { readonly code: 'too_many_members'; readonly limit: number }
  | { readonly code: 'grant_exists'; readonly grant: GrantId }
  | { readonly code: 'grant_not_positive'; readonly amountMicro: Credits }
  | { readonly code: 'grant_never_usable'; readonly grant: GrantId }
  | { readonly code: 'too_many_grants'; readonly limit: number }
  | { readonly code: 'currency_differs'; readonly expected: string; readonly actual: string }
  | { readonly code: 'balance_out_of_range'; readonly account: AccountId }
  | { readonly code: 'usage_key_conflict'; readonly prior: PriorUse }
  | { readonly code: 'amount_out_of_range'; readonly account: AccountId };
