import type { ProblemKind } from '#libs/platform/http/index.js';

/** About credits given, taken out and moved. */
export const GRANT_RULES = {
  grant_exists: {
    status: 409,
    title: 'The grant id was used before',
    advice: 'Use another grant id, or leave it out to have one made.',
  },
  grant_unknown: {
    status: 404,
    title: 'The account has no such grant',
    advice: 'Take a grant from GET /v1/accounts/{account}/balance; one that is used up has left it.',
  },
  grant_not_positive: {
    status: 422,
    title: 'A grant gives at least one micro-credit',
    advice: 'Send `amountMicro` of 1 or more.',
  },
  grant_never_usable: {
    status: 422,
    title: 'The grant would expire before it could pay anything',
    advice: 'Let `expiresAt` lie after `eligibleFrom`.',
  },
  too_many_grants: {
    status: 422,
    title: 'The account has as many live grants as it may (rule 20)',
    advice: 'Wait until grants are used up, or give fewer, larger ones.',
  },
  currency_differs: {
    status: 422,
    title: "The price is not in the account's currency",
    advice: 'Give prices in the currency named in `expected`.',
  },
  balance_out_of_range: {
    status: 422,
    title: 'The balance would leave the range of amounts (rule 1)',
    advice: 'Grant less: an account holds at most 9,223,372,036,854,775,807 micro-credits.',
  },
  adjustment_not_positive: {
    status: 422,
    title: 'An adjustment takes out at least one micro-credit',
    advice: 'Send `amountMicro` of 1 or more; to add credits, grant them with the source `adjustment`.',
  },
  credits_not_free: {
    status: 409,
    title: 'The grant has less than that free',
    advice: 'Take out `freeMicro` at most; the rest is held by reservations, or gone.',
  },
  transfer_exists: {
    status: 409,
    title: 'The transfer id was used before',
    advice: 'Use another transfer id.',
  },
  transfer_to_itself: {
    status: 422,
    title: 'An account cannot send credits to itself',
    advice: 'Name another account in `to`.',
  },
  transfer_not_positive: {
    status: 422,
    title: 'A transfer moves at least one micro-credit',
    advice: 'Send `amountMicro` of 1 or more.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
