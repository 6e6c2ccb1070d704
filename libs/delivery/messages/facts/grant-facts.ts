import { formatInstant } from '#libs/kernel/index.js';
import { PAYMENTS, type CreditsGranted, type GrantAdjustedDown, type GrantExpired } from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { id, instant, list, micro, nullable, object, oneOf, text } from '../shape.js';
import { decimal, orNull } from '../term.js';
import { BUCKET_AMOUNT, GRANT, MONEY_LINES, PRODUCT } from '../terms.js';

export const GRANT_FACTS: FactsOf<CreditsGranted | GrantExpired | GrantAdjustedDown> = {
  CreditsGranted: fact(
    'credits.granted',
    'The one way credits come into an account; what they repay at once does not remain (rules 18, 22).',
    object({
      grant: GRANT.shape,
      product: nullable(PRODUCT.shape),
      subscription: nullable(id('The subscription whose allowance it is.')),
      transfer: nullable(
        object({ transfer: id('Id of the transfer.'), from: id('The account it came from.') }, 'Of a transfer.'),
      ),
      paymentRef: nullable(text('As the seller gave it.')),
      payment: nullable(oneOf(PAYMENTS, 'On the bill, or paid already; null: nothing was sold.')),
      repays: list(BUCKET_AMOUNT.shape, 'Overage the credits pay at once.'),
      lines: MONEY_LINES.shape,
    }),
    (data: CreditsGranted['data']) => ({
      grant: GRANT.of(data.terms),
      product: orNull(data.product, PRODUCT.of),
      subscription: data.subscription,
      transfer: orNull(data.transfer, ({ transfer, from }) => ({ transfer, from })),
      paymentRef: data.paymentRef,
      payment: data.payment,
      repays: data.repays.map(BUCKET_AMOUNT.of),
      lines: MONEY_LINES.of(data.lines),
    }),
  ),
  GrantExpired: fact(
    'grant.expired',
    'What was left free of the grant is gone (rule 14).',
    object({ grant: id('Id of the grant.'), expiresAt: instant('Its end.'), amountMicro: micro('Gone.') }),
    ({ grant, expiresAt, amountMicro }: GrantExpired['data']) => ({
      grant,
      expiresAt: formatInstant(expiresAt),
      amountMicro: decimal(amountMicro),
    }),
  ),
  GrantAdjustedDown: fact(
    'grant.adjusted-down',
    'An operator took free credits out of the grant.',
    object({
      grant: id('Id of the grant.'),
      amountMicro: micro('Taken out.'),
      reason: text('As the operator gave it.'),
    }),
    ({ grant, amountMicro, reason }: GrantAdjustedDown['data']) => ({
      grant,
      amountMicro: decimal(amountMicro),
      reason,
    }),
  ),
};
