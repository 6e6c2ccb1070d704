import type { IdempotencyKeyReused } from '#libs/journal/application/client-command.js';
import { EDGE_PROBLEMS, ProblemException, type ProblemTable } from '#libs/platform/http/index.js';
import type { AccountRejection } from '../../domain/rejections.js';
import { ACCOUNT_RULES } from './problems/account-rules.js';
import { DISPUTE_RULES } from './problems/dispute-rules.js';
import { GRANT_RULES } from './problems/grant-rules.js';
import { SELLING_RULES } from './problems/selling-rules.js';
import { USAGE_RULES } from './problems/usage-rules.js';

type Rejection = AccountRejection | IdempotencyKeyReused;

/** Every rejection of an account command as a problem. A new rejection does not compile until it stands here. */
export const ACCOUNT_PROBLEMS: ProblemTable<Rejection['code']> = {
  ...ACCOUNT_RULES,
  ...GRANT_RULES,
  ...USAGE_RULES,
  ...DISPUTE_RULES,
  ...SELLING_RULES,
  idempotency_key_reused: EDGE_PROBLEMS.idempotency_key_reused,
};

export function accountProblem(rejection: Rejection, replayed: boolean): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, ACCOUNT_PROBLEMS[code], { facts: { ...facts, replayed } });
}
