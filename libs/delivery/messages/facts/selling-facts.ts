import { formatInstant } from '#libs/kernel/index.js';
import {
  FIRST_PERIODS,
  PURCHASE_REVERSALS,
  SPAN_UNITS,
  SUBSCRIPTION_ENDINGS,
  SUBSCRIPTION_KINDS,
  type CreditNoteIssued,
  type NextTerms,
  type PurchaseReversed,
  type SubscriptionChangeScheduled,
  type SubscriptionEnded,
  type SubscriptionRenewed,
  type SubscriptionStarted,
  type SubscriptionTerms,
  type SubscriptionUpgraded,
} from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { count, id, instant, list, micro, nullable, object, oneOf, text } from '../shape.js';
import { decimal, orNull, term } from '../term.js';
import { BUCKET_AMOUNT, MONEY_LINES, PRICE, PRODUCT, SCOPE } from '../terms.js';

const TERMS = term(
  object(
    {
      kind: oneOf(SUBSCRIPTION_KINDS, 'What it is.'),
      fee: PRICE.shape,
      allowanceMicro: micro('Of a whole term.'),
      scope: SCOPE.shape,
      every: nullable(
        object(
          { unit: oneOf(SPAN_UNITS, 'Of the span.'), count: count('How many.') },
          'Null: with the billing period.',
        ),
      ),
      firstPeriod: oneOf(FIRST_PERIODS, 'Whether a start in mid-period pays and gets it whole (rule 31).'),
      count: nullable(count('How often it is charged in all; null: until it is cancelled.')),
    },
    'As agreed.',
  ),
  (terms: SubscriptionTerms) => ({
    kind: terms.kind,
    fee: PRICE.of(terms.fee),
    allowanceMicro: decimal(terms.allowanceMicro),
    scope: SCOPE.of(terms.scope),
    every: orNull(terms.every, ({ unit, count: spans }) => ({ unit, count: spans })),
    firstPeriod: terms.firstPeriod,
    count: terms.count,
  }),
);

const SUBSCRIPTION = { subscription: id('Id of the subscription.') };
const AGREED = { ...SUBSCRIPTION, product: PRODUCT.shape, terms: TERMS.shape };
const ALLOWANCE = {
  allowanceMicro: micro('Given for this term.'),
  grant: nullable(id('The grant that brings it; null: none.')),
  lines: MONEY_LINES.shape,
};

const PAID_TERM = {
  termStartsAt: instant('From when on it is paid.'),
  termEndsAt: instant('Until when it is paid.'),
};

function agreed({ subscription, product, terms }: SubscriptionStarted['data'] | SubscriptionUpgraded['data']) {
  return { subscription, product: PRODUCT.of(product), terms: TERMS.of(terms) };
}

function allowance({ allowanceMicro, grant, lines }: SubscriptionStarted['data'] | SubscriptionUpgraded['data']) {
  return { allowanceMicro: decimal(allowanceMicro), grant, lines: MONEY_LINES.of(lines) };
}

function paidTerm({ term: { startsAt, endsAt } }: Pick<SubscriptionStarted['data'], 'term'>) {
  return { termStartsAt: formatInstant(startsAt), termEndsAt: formatInstant(endsAt) };
}

type SellingEvent =
  | SubscriptionStarted
  | SubscriptionRenewed
  | SubscriptionUpgraded
  | SubscriptionChangeScheduled
  | SubscriptionEnded
  | PurchaseReversed
  | CreditNoteIssued;

export const SELLING_FACTS: FactsOf<SellingEvent> = {
  SubscriptionStarted: fact(
    'subscription.started',
    'A plan, free quota, add-on or instalment begins.',
    object({ ...AGREED, ...PAID_TERM, ...ALLOWANCE }),
    (data: SubscriptionStarted['data']) => ({ ...agreed(data), ...paidTerm(data), ...allowance(data) }),
  ),
  SubscriptionRenewed: fact(
    'subscription.renewed',
    'The next term of a subscription.',
    object({ ...AGREED, occurrence: count('2, 3 …: the start was the first.'), ...PAID_TERM, ...ALLOWANCE }),
    (data: SubscriptionRenewed['data']) => ({
      ...agreed(data),
      occurrence: data.occurrence,
      ...paidTerm(data),
      ...allowance(data),
    }),
  ),
  SubscriptionUpgraded: fact(
    'subscription.upgraded',
    'A dearer product in mid-period: credit for the old, fee for the new (rule 31).',
    object({
      ...AGREED,
      at: instant('From when on.'),
      forfeits: nullable(
        object(
          { grant: id('The old grant.'), amountMicro: micro('Gone.') },
          'What the old grant gives up; null: nothing.',
        ),
      ),
      ...ALLOWANCE,
    }),
    (data: SubscriptionUpgraded['data']) => ({
      ...agreed(data),
      at: formatInstant(data.at),
      forfeits: orNull(data.forfeits, ({ grant, amountMicro }) => ({ grant, amountMicro: decimal(amountMicro) })),
      ...allowance(data),
    }),
  ),
  SubscriptionChangeScheduled: fact(
    'subscription.change-scheduled',
    'A cheaper product, or none, from the next renewal on (rule 31).',
    object({
      ...SUBSCRIPTION,
      next: nullable(object({ product: PRODUCT.shape, terms: TERMS.shape }, 'Null: it ends then.')),
    }),
    ({ subscription, next }: SubscriptionChangeScheduled['data']) => ({
      subscription,
      next: orNull(next, ({ product, terms }: NextTerms) => ({ product: PRODUCT.of(product), terms: TERMS.of(terms) })),
    }),
  ),
  SubscriptionEnded: fact(
    'subscription.ended',
    'Cancelled, completed, settled early, or closed with the account.',
    object({ ...SUBSCRIPTION, ending: oneOf(SUBSCRIPTION_ENDINGS, 'How.'), lines: MONEY_LINES.shape }),
    ({ subscription, ending, lines }: SubscriptionEnded['data']) => ({
      subscription,
      ending,
      lines: MONEY_LINES.of(lines),
    }),
  ),
  PurchaseReversed: fact(
    'purchase.reversed',
    'A refund of what was not used; a chargeback makes overage of the rest (rule 32).',
    object({
      grant: id('The grant that was bought.'),
      kind: oneOf(PURCHASE_REVERSALS, 'What was undone, and how.'),
      reason: text('As the operator gave it.'),
      unusedMicro: micro('Taken out of the grant.'),
      overage: list(BUCKET_AMOUNT.shape, 'Made overage of: what the grant had paid for.'),
      lines: MONEY_LINES.shape,
    }),
    (data: PurchaseReversed['data']) => ({
      grant: data.grant,
      kind: data.kind,
      reason: data.reason,
      unusedMicro: decimal(data.unusedMicro),
      overage: data.overage.map(BUCKET_AMOUNT.of),
      lines: MONEY_LINES.of(data.lines),
    }),
  ),
  CreditNoteIssued: fact(
    'credit-note.issued',
    'Money given back on a line, in the open period (rule 27).',
    object({ reason: text('As the operator gave it.'), lines: MONEY_LINES.shape }),
    ({ reason, lines }: CreditNoteIssued['data']) => ({ reason, lines: MONEY_LINES.of(lines) }),
  ),
};
