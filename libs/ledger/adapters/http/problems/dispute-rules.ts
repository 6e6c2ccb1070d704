import type { ProblemKind } from '#libs/platform/http/index.js';

/** About debits that somebody says are not right. */
export const DISPUTE_RULES = {
  dispute_exists: {
    status: 409,
    title: 'The dispute id was used before',
    advice: 'Use another id; what became of the dispute is at GET /v1/accounts/{account}/disputes.',
  },
  usage_already_disputed: {
    status: 409,
    title: 'The usage is disputed already',
    advice: 'Wait until `dispute` is resolved; it can be disputed again then.',
  },
  too_many_disputes: {
    status: 422,
    title: 'The account has as many open disputes as it may',
    advice: 'Resolve some first: POST /v1/accounts/{account}/disputes/{dispute}/resolution.',
  },
  dispute_unknown: {
    status: 404,
    title: 'The account has no such open dispute',
    advice: 'Take one from GET /v1/accounts/{account}/disputes; one that was resolved stays resolved.',
  },
  dispute_uncorrected: {
    status: 409,
    title: 'Nothing was corrected since the dispute was opened (rule 27)',
    advice: 'Correct the usage first: POST /v1/accounts/{account}/corrections; or say that the debit `stands`.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
