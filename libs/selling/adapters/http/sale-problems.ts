import { EDGE_PROBLEMS, ProblemException, type ProblemTable } from '#libs/platform/http/index.js';
import type { SellingAnswer } from '../../application/selling-commands.js';
import type { SellingRejection } from '../../domain/rejections.js';

type Refused = Extract<SellingAnswer, { type: 'rejected' }>;

/** Why a product is not sold. A new rejection does not compile until it stands here. */
export const SALE_PROBLEMS: ProblemTable<SellingRejection['code']> = {
  product_unknown: EDGE_PROBLEMS.product_unknown,
  product_not_on_sale: {
    status: 409,
    title: 'The product is not sold now',
    advice: 'Choose a product that GET /v1/products shows with `onSale`.',
  },
  product_kind_differs: {
    status: 422,
    title: 'The product is sold in another way',
    advice: 'Packs are bought at POST /v1/accounts/{account}/purchases, all others at …/subscriptions.',
  },
  account_kind_not_served: {
    status: 422,
    title: 'The product is not for this kind of account',
    advice: 'Choose a product whose `customers` name the kind of the account.',
  },
};

/** Token of SaleRuleProblems. */
export const SALE_RULE_PROBLEMS = Symbol('SaleRuleProblems');

/** The same rule has the same problem, whichever command breaks it: these stand with the account's commands. */
export type SaleRuleProblems = ProblemTable<Exclude<Refused['rejection']['code'], SellingRejection['code']>>;

export function saleProblem({ rejection, replayed }: Refused, rules: SaleRuleProblems): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, { ...rules, ...SALE_PROBLEMS }[code], { facts: { ...facts, replayed } });
}
