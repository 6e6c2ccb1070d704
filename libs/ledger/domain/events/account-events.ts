import type { AccountId, Instant, MemberId } from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { AccountKind, AccountStatus, AlertRules, MemberTerms, OveragePolicy } from '../terms.js';

export type AccountOpened = DomainEvent<
  'AccountOpened',
  {
    readonly account: AccountId;
    readonly kind: AccountKind;
    readonly openedAt: Instant;
    readonly currency: string;
    readonly zone: string;
    /** 1-31; short months end it on their last day (rule 12). */
    readonly billingDay: number;
    readonly overagePolicy: OveragePolicy;
    readonly tariffBook: string;
    readonly alertRules: AlertRules;
    readonly members: readonly MemberTerms[];
  }
>;

export type AccountStatusSet = DomainEvent<
  'AccountStatusSet',
  { readonly account: AccountId; readonly status: AccountStatus; readonly reason: string }
>;

/** Counts from the next period on (rule 12). */
export type BillingChanged = DomainEvent<
  'BillingChanged',
  { readonly account: AccountId; readonly zone: string; readonly billingDay: number }
>;

export type OveragePolicySet = DomainEvent<
  'OveragePolicySet',
  { readonly account: AccountId; readonly overagePolicy: OveragePolicy }
>;

/** Usage that happened from `effectiveFrom` on is priced by this book (rule 30). */
export type TariffBookAssigned = DomainEvent<
  'TariffBookAssigned',
  { readonly account: AccountId; readonly tariffBook: string; readonly effectiveFrom: Instant }
>;

export type AlertRulesSet = DomainEvent<
  'AlertRulesSet',
  { readonly account: AccountId; readonly alertRules: AlertRules }
>;

export type MemberAdded = DomainEvent<'MemberAdded', { readonly account: AccountId } & MemberTerms>;

export type MemberLimitSet = DomainEvent<'MemberLimitSet', { readonly account: AccountId } & MemberTerms>;

/** What the member used stays; later usage of the member is charged and flagged (rule 21). */
export type MemberRemoved = DomainEvent<'MemberRemoved', { readonly account: AccountId; readonly member: MemberId }>;
