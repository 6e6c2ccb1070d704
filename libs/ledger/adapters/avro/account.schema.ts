import { ACCOUNT_KIND, ACCOUNT_STATUS, ALERT_RULES, CREDITS, MEMBER_TERMS, OVERAGE_POLICY } from './terms.schema.js';
import { listOf, nullable, record } from './notation.js';

export const ACCOUNT_OPENED_V1 = record('AccountOpened', {
  account: 'string',
  kind: ACCOUNT_KIND,
  openedAt: 'long',
  currency: 'string',
  zone: 'string',
  billingDay: 'int',
  overagePolicy: OVERAGE_POLICY,
  tariffBook: 'string',
  alertRules: ALERT_RULES,
  members: listOf(MEMBER_TERMS),
});

export const ACCOUNT_STATUS_SET_V1 = record('AccountStatusSet', {
  account: 'string',
  status: ACCOUNT_STATUS,
  reason: 'string',
});

export const BILLING_CHANGED_V1 = record('BillingChanged', { account: 'string', zone: 'string', billingDay: 'int' });

export const OVERAGE_POLICY_SET_V1 = record('OveragePolicySet', { account: 'string', overagePolicy: OVERAGE_POLICY });

export const TARIFF_BOOK_ASSIGNED_V1 = record('TariffBookAssigned', {
  account: 'string',
  tariffBook: 'string',
  effectiveFrom: 'long',
});

export const ALERT_RULES_SET_V1 = record('AlertRulesSet', { account: 'string', alertRules: ALERT_RULES });

const MEMBER = { account: 'string', member: 'string', limitMicro: nullable(CREDITS) } as const;

export const MEMBER_ADDED_V1 = record('MemberAdded', MEMBER);

export const MEMBER_LIMIT_SET_V1 = record('MemberLimitSet', MEMBER);

export const MEMBER_REMOVED_V1 = record('MemberRemoved', { account: 'string', member: 'string' });
