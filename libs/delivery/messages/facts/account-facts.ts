import { formatInstant } from '#libs/kernel/index.js';
import {
  ACCOUNT_KINDS,
  ACCOUNT_STATUSES,
  type AccountOpened,
  type AccountStatusSet,
  type AlertRules,
  type AlertRulesSet,
  type BillingChanged,
  type MemberAdded,
  type MemberLimitSet,
  type MemberRemoved,
  type MemberTerms,
  type OveragePolicySet,
  type TariffBookAssigned,
} from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { count, id, instant, list, micro, nullable, object, oneOf, text } from '../shape.js';
import { decimal, orNull, term } from '../term.js';
import { POLICY } from '../terms.js';

const ALERT_RULES = term(
  object(
    {
      percents: list(count('Percent of the base that is used.'), 'Rule 35.'),
      floorsMicro: list(micro('What remains.'), 'Absolute thresholds.'),
    },
    'When to warn.',
  ),
  ({ percents, floorsMicro }: AlertRules) => ({ percents, floorsMicro: floorsMicro.map(decimal) }),
);

const MEMBER = term(
  object({
    member: id('Id of the member.'),
    limitMicro: nullable(micro('Of a billing period; null: none (rule 26).')),
  }),
  ({ member, limitMicro }: MemberTerms) => ({ member, limitMicro: orNull(limitMicro, decimal) }),
);

const BILLING_DAY = count('1 to 31; short months end it on their last day (rule 12).');

type AccountFactEvent =
  | AccountOpened
  | AccountStatusSet
  | BillingChanged
  | OveragePolicySet
  | TariffBookAssigned
  | AlertRulesSet
  | MemberAdded
  | MemberLimitSet
  | MemberRemoved;

export const ACCOUNT_FACTS: FactsOf<AccountFactEvent> = {
  AccountOpened: fact(
    'account.opened',
    'The account exists from `openedAt` on.',
    object({
      kind: oneOf(ACCOUNT_KINDS, 'Whom it is for.'),
      openedAt: instant('From when on it is charged.'),
      currency: text('ISO 4217.'),
      zone: text('IANA time zone of its billing periods.'),
      billingDay: BILLING_DAY,
      overagePolicy: POLICY.shape,
      tariffBook: text('What its usage is priced by.'),
      alertRules: ALERT_RULES.shape,
      members: list(MEMBER.shape, 'At the opening.'),
    }),
    (data: AccountOpened['data']) => ({
      kind: data.kind,
      openedAt: formatInstant(data.openedAt),
      currency: data.currency,
      zone: data.zone,
      billingDay: data.billingDay,
      overagePolicy: POLICY.of(data.overagePolicy),
      tariffBook: data.tariffBook,
      alertRules: ALERT_RULES.of(data.alertRules),
      members: data.members.map(MEMBER.of),
    }),
  ),
  AccountStatusSet: fact(
    'account.status-set',
    'Active, suspended or closed. Usage is charged in all of them (rule 21).',
    object({ status: oneOf(ACCOUNT_STATUSES, 'From now on.'), reason: text('As the operator gave it.') }),
    ({ status, reason }: AccountStatusSet['data']) => ({ status, reason }),
  ),
  BillingChanged: fact(
    'account.billing-changed',
    'Another zone or billing day, from the next period on (rule 12).',
    object({ zone: text('IANA time zone.'), billingDay: BILLING_DAY }),
    ({ zone, billingDay }: BillingChanged['data']) => ({ zone, billingDay }),
  ),
  OveragePolicySet: fact(
    'account.overage-policy-set',
    'What happens to usage no grant pays, from now on (rule 22).',
    object({ overagePolicy: POLICY.shape }),
    ({ overagePolicy }: OveragePolicySet['data']) => ({ overagePolicy: POLICY.of(overagePolicy) }),
  ),
  TariffBookAssigned: fact(
    'account.tariff-book-assigned',
    'Usage that happened from `effectiveFrom` on is priced by this book (rule 30).',
    object({ tariffBook: text('Of the catalogue.'), effectiveFrom: instant('Of the usage.') }),
    ({ tariffBook, effectiveFrom }: TariffBookAssigned['data']) => ({
      tariffBook,
      effectiveFrom: formatInstant(effectiveFrom),
    }),
  ),
  AlertRulesSet: fact(
    'account.alert-rules-set',
    'When to warn of a low balance, from now on (rule 35).',
    object({ alertRules: ALERT_RULES.shape }),
    ({ alertRules }: AlertRulesSet['data']) => ({ alertRules: ALERT_RULES.of(alertRules) }),
  ),
  MemberAdded: fact('member.added', 'The account has another member.', MEMBER.shape, (data: MemberAdded['data']) =>
    MEMBER.of(data),
  ),
  MemberLimitSet: fact(
    'member.limit-set',
    'Another limit for a member, or none.',
    MEMBER.shape,
    (data: MemberLimitSet['data']) => MEMBER.of(data),
  ),
  MemberRemoved: fact(
    'member.removed',
    'The member is gone; what it used stays.',
    object({ member: id('Id of the member.') }),
    ({ member }: MemberRemoved['data']) => ({ member }),
  ),
};
