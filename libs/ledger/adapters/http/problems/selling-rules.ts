import type { ProblemKind } from '#libs/platform/http/index.js';

/** About what is sold to an account, and its undoing. */
export const SELLING_RULES = {
  subscription_exists: {
    status: 409,
    title: 'The subscription id was used before',
    advice: 'Use a new id for every subscription.',
  },
  subscription_unknown: {
    status: 404,
    title: 'The account has no such subscription',
    advice: 'Check the id; one that has ended stays ended.',
  },
  subscription_kind_differs: {
    status: 422,
    title: 'A subscription cannot become one of another kind',
    advice: 'Choose a product of the same kind, or cancel this one and subscribe to the other.',
  },
  instalments_are_settled: {
    status: 409,
    title: 'Instalments are not cancelled, they are settled (rule 32)',
    advice: 'Settle them early, at what is still to pay.',
  },
  not_instalments: {
    status: 422,
    title: 'Only instalments are settled early (rule 32)',
    advice: 'Cancel the subscription instead.',
  },
  promotion_already_taken: {
    status: 409,
    title: 'The customer has had this product, which is given once',
    advice: 'Offer another product.',
  },
  quantity_not_allowed: {
    status: 422,
    title: 'The product is not sold in this quantity',
    advice: 'Send a `quantity` from 1 to `limit`.',
  },
  not_a_purchase: {
    status: 422,
    title: 'The grant was not bought, so there is nothing to pay back',
    advice: 'Take credits out with an adjustment instead.',
  },
  purchase_already_reversed: {
    status: 409,
    title: 'The purchase was refunded or charged back already',
    advice: 'Nothing needs to be done.',
  },
  nothing_to_refund: {
    status: 409,
    title: 'Nothing of the purchase is left to refund',
    advice: 'Nothing needs to be done: what is used is not refunded, what is held is in use.',
  },
  line_unknown: {
    status: 404,
    title: 'The account has no such invoice line',
    advice: 'Take `line` from GET /v1/accounts/{account}/invoice-lines.',
  },
  credit_not_positive: {
    status: 422,
    title: 'A credit note gives back at least one minor unit',
    advice: 'Send `amountMinor` of 1 or more.',
  },
  credit_exceeds_line: {
    status: 409,
    title: 'More than is left of the line cannot be given back',
    advice: 'Give back `leftMinor` at most.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
