import type { AccountId, Instant, MemberId } from '#libs/kernel/index.js';
import type { AccountKind, AccountStatus, AlertRules, MemberTerms, OveragePrice } from '../terms.js';

/** As OveragePolicy, with a price that has no number yet. */
export type ChosenOveragePolicy =
  | { readonly type: 'block' }
  | { readonly type: 'limit'; readonly limitMicro: bigint }
  | { readonly type: 'invoice'; readonly capMicro: bigint; readonly price: Omit<OveragePrice, 'version'> };

/**
 * Rejections: `account_exists`, `time_zone_unknown`, `opening_in_future`, `too_many_members`,
 * `overage_policy_unsound`.
 */
export interface OpenAccount {
  readonly type: 'OpenAccount';
  readonly account: AccountId;
  readonly kind: AccountKind;
  /** May lie in the past (an account moved here from elsewhere); absent: now. */
  readonly openedAt?: Instant;
  /** ISO 4217 */
  readonly currency: string;
  /** IANA name */
  readonly zone: string;
  readonly billingDay: number;
  readonly tariffBook: string;
  /** Absent: `block`. */
  readonly overagePolicy?: ChosenOveragePolicy;
  readonly alertRules: AlertRules;
  readonly members: readonly MemberTerms[];
}

/** Rejections: `account_unknown`, `account_closed` (a closed account stays closed), `status_unchanged`. */
export interface SetAccountStatus {
  readonly type: 'SetAccountStatus';
  readonly account: AccountId;
  readonly status: AccountStatus;
  readonly reason: string;
}

/** From the next period on (rule 12). Rejections: `account_unknown`, `time_zone_unknown`. */
export interface ChangeBilling {
  readonly type: 'ChangeBilling';
  readonly account: AccountId;
  readonly zone: string;
  readonly billingDay: number;
}

/** For usage from now on; open buckets keep their policy. Rejections: `account_unknown`, `overage_policy_unsound`. */
export interface SetOveragePolicy {
  readonly type: 'SetOveragePolicy';
  readonly account: AccountId;
  readonly overagePolicy: ChosenOveragePolicy;
}

/** Rejections: `account_unknown`, `effective_in_past`. */
export interface AssignTariffBook {
  readonly type: 'AssignTariffBook';
  readonly account: AccountId;
  readonly tariffBook: string;
  /** Absent: now. */
  readonly effectiveFrom?: Instant;
}

/** Rejections: `account_unknown`, `member_exists`, `too_many_members`. */
export interface AddMember {
  readonly type: 'AddMember';
  readonly account: AccountId;
  readonly member: MemberId;
  readonly limitMicro: MemberTerms['limitMicro'];
}

/** Rejections: `account_unknown`, `member_unknown`. */
export interface SetMemberLimit {
  readonly type: 'SetMemberLimit';
  readonly account: AccountId;
  readonly member: MemberId;
  readonly limitMicro: MemberTerms['limitMicro'];
}

/** Rejections: `account_unknown`, `member_unknown`. */
export interface RemoveMember {
  readonly type: 'RemoveMember';
  readonly account: AccountId;
  readonly member: MemberId;
}

/** Rejections: `account_unknown`. */
export interface SetAlertRules {
  readonly type: 'SetAlertRules';
  readonly account: AccountId;
  readonly alertRules: AlertRules;
}
