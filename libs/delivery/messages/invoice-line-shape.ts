import { KINDS, TIERS } from '#libs/kernel/index.js';
import { LINE_KINDS, OVERAGE_POLICIES, PAYMENTS } from '#libs/ledger/contract.js';
import { TAX_CATEGORIES } from '#libs/projections/contract.js';
import { count, flag, id, instant, large, micro, minor, nullable, object, oneOf, text } from './shape.js';
import { PRODUCT } from './terms.js';

const SEAL = {
  account: id('Of which account.'),
  period: count('Number of the billing period.'),
  startsAt: instant('First instant of the period.'),
  endsAt: instant('First instant after it.'),
  zone: text('IANA time zone its bounds were found in.'),
  sealedAt: instant('When nothing could be booked on it any more.'),
  position: count('Of the seal, in the journal of the whole ledger.'),
  ordinal: count('1, 2, 3 … within the period.'),
};

const EVERY_LINE = {
  type: oneOf([...LINE_KINDS, 'unbilled_overage', 'usage'], 'What the line is for.'),
  reference: text('Unique, the same for ever.'),
  exactAmount: object(
    { numerator: large('Above the line.'), denominator: large('Below it; above zero.') },
    'In minor units, exact (rule 3).',
  ),
  amountMinor: minor('Rounded; negative where money goes back.'),
  currency: text('ISO 4217.'),
  taxCategory: oneOf(TAX_CATEGORIES, 'What the line is to a tax engine.'),
  creditsMicro: micro('What the line counts.'),
  unitPrice: nullable(
    object(
      {
        creditsMicro: nullable(micro('Of usage.')),
        amountMinor: nullable(minor('Of overage.')),
        per: large('Of how many units, or micro-credits.'),
      },
      'Null where the line has none.',
    ),
  ),
  events: count('How many events it sums.'),
  firstRevision: count('First of them in the history of the account.'),
  lastRevision: count('Last of them in the history of the account.'),
};

export const MONEY_MEMBERS = {
  line: nullable(text('`<period>-<n>`.')),
  product: nullable(PRODUCT.shape),
  subject: nullable(text('The grant, subscription or bucket.')),
  taxIncluded: nullable(flag('Whether tax is in it.')),
  payment: nullable(oneOf(PAYMENTS, 'What is prepaid is not in the total (rule 32).')),
  paymentRef: nullable(text('As the seller gave it.')),
  corrects: nullable(text('The line it corrects.')),
  correctsReference: nullable(text('Reference of that line.')),
};

export const USAGE_MEMBERS = {
  model: nullable(text('Usage: the model.')),
  kind: nullable(oneOf(KINDS, 'Usage: what was counted.')),
  tier: nullable(oneOf(TIERS, 'Usage: speed and price class.')),
  tariff: nullable(
    object({ book: text('Of the catalogue.'), version: count('Of the book.') }, 'Usage: what priced it.'),
  ),
  originPeriod: nullable(count('Usage: the sealed period it belongs to, where it came too late for it (rule 13).')),
  quantity: nullable(large('Usage: how much; corrections taken in.')),
};

export const UNBILLED_MEMBERS = {
  policy: nullable(oneOf(OVERAGE_POLICIES, 'Unbilled overage: the policy.')),
  repaidMicro: nullable(micro('Unbilled overage: paid by later grants.')),
  writtenOffMicro: nullable(micro('Unbilled overage: owed no more.')),
  openMicro: nullable(micro('Unbilled overage: still owed.')),
};

/** A line of a sealed period; members that its type does not have are null. */
export const INVOICE_LINE = object({
  ...SEAL,
  ...EVERY_LINE,
  ...MONEY_MEMBERS,
  ...USAGE_MEMBERS,
  ...UNBILLED_MEMBERS,
});
