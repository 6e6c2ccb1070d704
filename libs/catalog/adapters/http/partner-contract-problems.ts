import type { IdempotencyKeyReused } from '#libs/journal/application/client-command.js';
import { EDGE_PROBLEMS, ProblemException, type ProblemTable } from '#libs/platform/http/index.js';
import type { PartnerContractRejection } from '../../domain/contracts/rejections.js';

type Rejection = PartnerContractRejection | IdempotencyKeyReused;

/** Every rejection of a contract's publication as a problem. A new rejection does not compile until it stands here. */
export const PARTNER_CONTRACT_PROBLEMS: ProblemTable<Rejection['code']> = {
  partner_contract_not_valid: {
    status: 422,
    title: 'The contract makes no sense',
    advice: 'Correct what `reason` names: see the schema of the contract at /docs.',
  },
  partner_contract_mid_month: {
    status: 422,
    title: 'A month is settled by one version of a contract (rule 36)',
    advice: 'Let the version take effect at the first instant of a month in UTC.',
  },
  partner_contract_effective_in_past: {
    status: 422,
    title: 'Months that are over were settled by the versions there were (rule 36)',
    advice: 'Let the version take effect with this month or a later one.',
  },
  idempotency_key_reused: EDGE_PROBLEMS.idempotency_key_reused,
};

export function partnerContractProblem(rejection: Rejection, replayed: boolean): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, PARTNER_CONTRACT_PROBLEMS[code], { facts: { ...facts, replayed } });
}
