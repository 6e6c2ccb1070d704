import { ProblemException, type ProblemKind, type ProblemTable } from '#libs/platform/http/index.js';
import type { ReservationAnswer } from '../../application/reservations.js';

type Refused = Extract<ReservationAnswer, { type: 'rejected' }>;

/** What only a reservation can meet. */
export const RESERVATION_PROBLEMS = {
  rate_unknown: {
    status: 422,
    title: 'The tariff book has no rate for it now (rule 30)',
    advice: 'Do not make the call: nothing is held. Publish a rate for the model, kind and tier first.',
  },
  settlement_misaddressed: {
    status: 422,
    title: 'The event names another account or reservation than its address',
    advice: 'Name both in `data`: only then the same event is its own duplicate, however it comes (rule 24).',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

/** Token of AccountRuleProblems. */
export const ACCOUNT_RULE_PROBLEMS = Symbol('AccountRuleProblems');

/** The same rule has the same problem, whichever command breaks it: these stand with the account's commands. */
export type AccountRuleProblems = ProblemTable<Exclude<Refused['rejection']['code'], 'rate_unknown'>>;

export function reservationProblem({ rejection, replayed }: Refused, rules: AccountRuleProblems): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, { ...rules, ...RESERVATION_PROBLEMS }[code], { facts: { ...facts, replayed } });
}

export function misaddressed(member: string): ProblemException {
  const code = 'settlement_misaddressed';
  return new ProblemException(code, RESERVATION_PROBLEMS[code], { pointer: `/data/${member}` });
}
