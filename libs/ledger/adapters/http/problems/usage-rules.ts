import type { ProblemKind } from '#libs/platform/http/index.js';

/** About usage, its corrections and the reservations for it. */
export const USAGE_RULES = {
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
  usage_unknown: {
    status: 404,
    title: 'No such usage was charged on the account',
    advice: 'Name `source` and `id` as the receipt has them, and the account that was charged.',
  },
  correction_stale: {
    status: 409,
    title: 'The usage has been corrected since (rule 27)',
    advice: 'Read its receipt again and name the revision of its last fact.',
  },
  correction_without_effect: {
    status: 422,
    title: 'The correction changes nothing',
    advice: 'Nothing needs to be done: the usage costs `totalMicro` already.',
  },
  reservation_exists: {
    status: 409,
    title: 'The reservation id was used before',
    advice: 'Use a new id for every reservation.',
  },
  reservation_unknown: {
    status: 404,
    title: 'The account has never had such a reservation',
    advice: 'Check the id; reserve first.',
  },
  reservation_already_settled: {
    status: 409,
    title: 'The reservation was settled already (rule 24)',
    advice: 'Nothing needs to be done, if this is the same call told again; a new call needs a new reservation.',
  },
  reservation_already_released: {
    status: 409,
    title: 'The reservation was released already (rule 24)',
    advice: 'Nothing needs to be done; a new call needs a new reservation.',
  },
  reservation_already_expired: {
    status: 409,
    title: 'The reservation outlived its time (rule 24)',
    advice: 'Nothing needs to be done; a new call needs a new reservation, with a longer `ttlSeconds`.',
  },
  too_many_holds: {
    status: 429,
    title: 'The account has as many open reservations as it may (rule 20)',
    advice: 'Settle or release reservations first.',
  },
  member_limit_reached: {
    status: 409,
    title: "The reservation goes beyond the member's limit (rule 26)",
    advice: 'Reserve `leftMicro` at most, or raise the limit.',
  },
  credits_insufficient: {
    status: 409,
    title: 'The account has too few credits',
    advice: 'Ask for `availableMicro` at most, or top up first.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
