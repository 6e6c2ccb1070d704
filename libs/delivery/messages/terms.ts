import { formatInstant, KINDS } from '#libs/kernel/index.js';
import {
  GRANT_SOURCES,
  LINE_KINDS,
  OVERAGE_POLICIES,
  PAYMENTS,
  type CostBasis,
  type GrantScope,
  type GrantTerms,
  type MoneyLine,
  type OverageBucket,
  type OveragePolicy,
  type Price,
  type ProductPin,
} from '#libs/ledger/contract.js';
import { count, flag, id, instant, list, micro, minor, nullable, object, oneOf, text } from './shape.js';
import { decimal, instantOrNull, orNull, term } from './term.js';

export const PRODUCT = term(
  object({ product: text('Of the catalogue.'), version: count('The version agreed.') }, 'A version of a product.'),
  ({ product, version }: ProductPin) => ({ product, version }),
);

export const SCOPE = term(
  object(
    {
      models: nullable(list(text('A model or family.'), 'Null: every model.')),
      kinds: nullable(list(oneOf(KINDS, 'A kind of quantity.'), 'Null: every kind.')),
      apps: nullable(list(text('An app.'), 'Null: every app.')),
    },
    'What the credits may pay for.',
  ),
  ({ models, kinds, apps }: GrantScope) => ({ models, kinds, apps }),
);

const COST_BASIS = term(
  object(
    { amountMinor: minor('Paid.'), currency: text('ISO 4217.'), taxIncluded: flag('Whether tax is in it.') },
    'What was paid for the whole grant.',
  ),
  ({ amountMinor, currency, taxIncluded }: CostBasis) => ({ amountMinor: decimal(amountMinor), currency, taxIncluded }),
);

export const COST_BASIS_OR_NULL = term(nullable(COST_BASIS.shape), (basis: CostBasis | null) =>
  orNull(basis, COST_BASIS.of),
);

export const GRANT = term(
  object({
    grant: id('Id of the grant.'),
    source: oneOf(GRANT_SOURCES, 'Where the credits come from.'),
    priority: count('Burns first where lower (rule 16).'),
    amountMicro: micro('As it was given.'),
    eligibleFrom: instant('Usage from here on may draw on it.'),
    expiresAt: nullable(instant('Usage before here may draw on it; null: for ever.')),
    scope: SCOPE.shape,
    costBasis: COST_BASIS_OR_NULL.shape,
    rolloverMaxMicro: nullable(micro('At most so much of the rest is given anew; null: the rest expires.')),
  }),
  (grant: GrantTerms) => ({
    grant: grant.grant,
    source: grant.source,
    priority: grant.priority,
    amountMicro: decimal(grant.amountMicro),
    eligibleFrom: formatInstant(grant.eligibleFrom),
    expiresAt: instantOrNull(grant.expiresAt),
    scope: SCOPE.of(grant.scope),
    costBasis: COST_BASIS_OR_NULL.of(grant.costBasis),
    rolloverMaxMicro: orNull(grant.rollover, ({ maxMicro }) => decimal(maxMicro)),
  }),
);

export const BUCKET = term(
  object(
    {
      period: count('Number of the billing period.'),
      policy: oneOf(OVERAGE_POLICIES, 'The policy it arose under.'),
      priceVersion: nullable(count('Of the overage price; null unless it is invoiced.')),
    },
    'Overage of one period under one policy and price (rule 21).',
  ),
  ({ period, policy, priceVersion }: OverageBucket) => ({ period, policy, priceVersion }),
);

export const BUCKET_AMOUNT = term(
  object({ bucket: BUCKET.shape, amountMicro: micro('Of the bucket.') }),
  ({ bucket, amountMicro }: { readonly bucket: OverageBucket; readonly amountMicro: bigint }) => ({
    bucket: BUCKET.of(bucket),
    amountMicro: decimal(amountMicro),
  }),
);

export const PRICE = term(
  object({ amountMinor: minor('The price.'), taxIncluded: flag('Whether tax is in it.') }),
  ({ amountMinor, taxIncluded }: Price) => ({ amountMinor: decimal(amountMinor), taxIncluded }),
);

export const POLICY = term(
  object(
    {
      type: oneOf(OVERAGE_POLICIES, 'What happens to usage no grant pays.'),
      limitMicro: nullable(micro('Of `limit`: how much overage may be open.')),
      capMicro: nullable(micro('Of `invoice`: how much overage may be open.')),
      price: nullable(
        object(
          {
            version: count('Numbered per account.'),
            amountMinor: minor('For every `perMicro`.'),
            perMicro: micro('What `amountMinor` buys.'),
            taxIncluded: flag('Whether tax is in it.'),
          },
          'Of `invoice`: the price of overage.',
        ),
      ),
    },
    'Overage policy (rule 22).',
  ),
  (policy: OveragePolicy) => ({
    type: policy.type,
    limitMicro: policy.type === 'limit' ? decimal(policy.limitMicro) : null,
    capMicro: policy.type === 'invoice' ? decimal(policy.capMicro) : null,
    price:
      policy.type === 'invoice'
        ? {
            version: policy.price.version,
            amountMinor: decimal(policy.price.amountMinor),
            perMicro: decimal(policy.price.perMicro),
            taxIncluded: policy.price.taxIncluded,
          }
        : null,
  }),
);

const MONEY_LINE = term(
  object({
    line: text('`<period>-<n>`: the same for ever.'),
    period: count('Number of the billing period.'),
    kind: oneOf(LINE_KINDS, 'What the money is for.'),
    product: nullable(PRODUCT.shape),
    subject: text('The grant, subscription or overage bucket it is for.'),
    creditsMicro: micro('Bought, billed or given back; zero where none.'),
    amountMinor: minor('Rounded (rule 3); negative where money goes back.'),
    taxIncluded: flag('Whether tax is in it.'),
    payment: oneOf(PAYMENTS, 'On the bill, or paid already.'),
    corrects: nullable(text('The line this one corrects.')),
  }),
  (line: MoneyLine) => ({
    line: line.line,
    period: line.period,
    kind: line.kind,
    product: orNull(line.product, PRODUCT.of),
    subject: line.subject,
    creditsMicro: decimal(line.creditsMicro),
    amountMinor: decimal(line.amountMinor),
    taxIncluded: line.taxIncluded,
    payment: line.payment,
    corrects: line.corrects,
  }),
);

export const MONEY_LINES = term(
  list(MONEY_LINE.shape, 'Money this moves; exact amounts are on the invoice lines.'),
  (lines: readonly MoneyLine[]) => lines.map(MONEY_LINE.of),
);
