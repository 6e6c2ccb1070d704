import { EDGE_PROBLEMS, ProblemException, type ProblemKind, type ProblemTable } from '#libs/platform/http/index.js';
import type { CorrectionAnswer, RerateAnswer, RerateRejection } from '../../application/corrections.js';

/** What only a new price can meet. */
export const CORRECTION_PROBLEMS = {
  tariff_version_unknown: {
    status: 404,
    title: 'The tariff book has no such full version',
    advice: 'Take a version of mode `full` from GET /v1/tariffs/{book}.',
  },
  rerate_unpriced: {
    status: 422,
    title: 'The tariff has no rate for the usage',
    advice: 'Name a version that prices it, or publish an addition for the model, kind and tier.',
  },
} as const satisfies ProblemTable<RerateRejection['code']>;

type Refused = Extract<CorrectionAnswer, { type: 'rejected' }>;
type RefusedPeriod = Extract<RerateAnswer, { type: 'rejected' }>;

/** The same rule has the same problem, whichever command breaks it: these stand with the account's commands. */
export type CorrectionRuleProblems = ProblemTable<Exclude<Refused['rejection']['code'], RerateRejection['code']>>;

export function correctionProblem({ rejection, replayed }: Refused, rules: CorrectionRuleProblems): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, { ...rules, ...CORRECTION_PROBLEMS }[code], { facts: { ...facts, replayed } });
}

const PERIOD_PROBLEMS: Readonly<Record<RefusedPeriod['rejection']['code'], ProblemKind>> = {
  account_unknown: EDGE_PROBLEMS.account_unknown,
  period_unknown: EDGE_PROBLEMS.period_unknown,
  idempotency_key_reused: EDGE_PROBLEMS.idempotency_key_reused,
  tariff_version_unknown: CORRECTION_PROBLEMS.tariff_version_unknown,
};

export function rerateProblem({ rejection }: RefusedPeriod): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, PERIOD_PROBLEMS[code], { facts });
}
