import { EDGE_PROBLEMS, type ProblemKind } from '#libs/platform/http/index.js';

/** About the account itself, its settings and members. */
export const ACCOUNT_RULES = {
  account_unknown: EDGE_PROBLEMS.account_unknown,
  account_exists: {
    status: 409,
    title: 'The account is open already',
    advice: 'Use another id; the account is at GET /v1/accounts/{account}.',
  },
  account_suspended: {
    status: 409,
    title: 'The account is suspended',
    advice: 'Set its status to `active` first, if what it was suspended for is settled.',
  },
  account_closed: {
    status: 409,
    title: 'The account is closed, and stays closed',
    advice: 'Open a new account, or choose one that is active.',
  },
  status_unchanged: {
    status: 409,
    title: 'The account has this status already',
    advice: 'Nothing needs to be done.',
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
  effective_in_past: {
    status: 422,
    title: 'What was priced stays priced (rule 30)',
    advice: 'Leave `effectiveFrom` out, or give an instant that is not before `now`.',
  },
  overage_policy_unsound: {
    status: 422,
    title: 'The overage policy cannot be applied (rule 22)',
    advice:
      'Give a limit or cap that is not negative, a price per at least one micro-credit, and a cap that costs 10^15 minor units at most.',
  },
  member_exists: { status: 409, title: 'The account has this member already', advice: 'Use another member id.' },
  member_unknown: {
    status: 404,
    title: 'The account has no such member',
    advice: 'Add the member first: POST /v1/accounts/{account}/members.',
  },
  too_many_members: {
    status: 422,
    title: 'The account has as many members as it may (rule 20)',
    advice: 'Open a second account for further members.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
