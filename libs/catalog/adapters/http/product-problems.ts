import type { IdempotencyKeyReused } from '#libs/journal/application/client-command.js';
import { EDGE_PROBLEMS, ProblemException, type ProblemTable } from '#libs/platform/http/index.js';
import type { ProductRejection } from '../../domain/products/rejections.js';

type Rejection = ProductRejection | IdempotencyKeyReused;

/** Every rejection of a product's publication as a problem. A new rejection does not compile until it stands here. */
export const PRODUCT_PROBLEMS: ProblemTable<Rejection['code']> = {
  product_not_valid: {
    status: 422,
    title: 'The product makes no sense',
    advice: 'Correct what `reason` names: see the schema of the product at /docs.',
  },
  product_kind_fixed: {
    status: 422,
    title: 'A product stays of its kind',
    advice: 'Publish the other kind under an id of its own.',
  },
  product_effective_in_past: {
    status: 422,
    title: 'What was sold until now was sold by the versions there were (rule 30)',
    advice: 'Let the version take effect now or later.',
  },
  idempotency_key_reused: EDGE_PROBLEMS.idempotency_key_reused,
};

export function productProblem(rejection: Rejection, replayed: boolean): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, PRODUCT_PROBLEMS[code], { facts: { ...facts, replayed } });
}
