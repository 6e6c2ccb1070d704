import type { IdempotencyKeyReused } from '#libs/journal/application/client-command.js';
import { EDGE_PROBLEMS, ProblemException, type ProblemTable } from '#libs/platform/http/index.js';
import type { AccountRejection } from '../../domain/rejections.js';

type Rejection = AccountRejection | IdempotencyKeyReused;

/** Every rejection of an account command as a problem. A new rejection does not compile until it stands here. */
export const ACCOUNT_PROBLEMS: ProblemTable<Rejection['code']> = {
  account_unknown: EDGE_PROBLEMS.account_unknown,
  account_exists: {
    status: 409,
    title: 'The account is open already',
    advice: 'Use another id; the account is at GET /v1/accounts/{account}.',
  },
  time_zone_unknown: {
    status: 422,
    title: 'No such time zone',
    advice: 'Use a name of the IANA time zone database, such as Asia/Shanghai.',
  },
  opening_in_future: {
    status: 422,
    title: 'An account cannot be opened in the future',
    advice: 'Leave `openedAt` out, or give an instant that has passed.',
  },
  member_exists: { status: 409, title: 'The account has this member already', advice: 'Use another member id.' },
  too_many_members: {
    status: 422,
    title: 'The account has as many members as it may (rule 20)',
    advice: 'Open a second account for further members.',
  },
  grant_exists: {
    status: 409,
    title: 'The grant id was used before',
    advice: 'Use another grant id, or leave it out to have one made.',
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
    title: "The cost basis is not in the account's currency",
    advice: 'Give the price in the currency named in `expected`.',
  },
  balance_out_of_range: {
    status: 422,
    title: 'The balance would leave the range of amounts (rule 1)',
    advice: 'Grant less: an account holds at most 9,223,372,036,854,775,807 micro-credits.',
  },
  usage_key_conflict: {
    status: 409,
    title: 'The usage key was used before with other content (rule 6)',
    advice: 'Send a new id for a new call; the first charge stands.',
  },
  amount_out_of_range: {
    status: 422,
    title: 'An amount leaves the range of amounts (rule 1)',
    advice: 'Check the quantities and the tariff; amounts are at most 9,223,372,036,854,775,807 micro-credits.',
  },
  idempotency_key_reused: EDGE_PROBLEMS.idempotency_key_reused,
};

export function accountProblem(rejection: Rejection, replayed: boolean): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, ACCOUNT_PROBLEMS[code], { facts: { ...facts, replayed } });
}
