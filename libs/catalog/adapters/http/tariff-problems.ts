import type { IdempotencyKeyReused } from '#libs/journal/application/client-command.js';
import { EDGE_PROBLEMS, ProblemException, type ProblemTable } from '#libs/platform/http/index.js';
import type { TariffRejection } from '../../domain/rejections.js';

type Rejection = TariffRejection | IdempotencyKeyReused;

/** Every rejection of a publication as a problem. A new rejection does not compile until it stands here. */
export const TARIFF_PROBLEMS: ProblemTable<Rejection['code']> = {
  tariff_empty: { status: 422, title: 'The tariff has no rate', advice: 'Give at least one rate.' },
  too_many_rates: {
    status: 422,
    title: 'The tariff has too many rates',
    advice: 'Use model families, or split the book.',
  },
  too_many_models: {
    status: 422,
    title: 'The families hold too many models',
    advice: 'Leave out models that no gateway offers, or split the book.',
  },
  too_many_promotions: {
    status: 422,
    title: 'The tariff has too many promotions',
    advice: 'Leave out promotions that have ended: a tariff holds its own only.',
  },
  family_not_valid: {
    status: 422,
    title: 'A family cannot be used',
    advice: 'Correct the family at `ordinal` (from 0) for the `reason` given.',
  },
  family_overlap: {
    status: 422,
    title: 'A model stands in two families',
    advice: 'Leave the model in one of them, so that it has one price.',
  },
  rate_not_valid: {
    status: 422,
    title: 'A rate cannot be used',
    advice: 'Correct the rate at `ordinal` (from 0) for the `reason` given.',
  },
  unknown_family: {
    status: 422,
    title: 'A rate is for a family the tariff does not list',
    advice: 'List the family in the same tariff.',
  },
  duplicate_rate: {
    status: 422,
    title: 'Two rates price the same',
    advice: 'Keep one of the rates at `first` and `ordinal` (from 0).',
  },
  promotion_not_valid: {
    status: 422,
    title: 'A promotion cannot be used',
    advice: 'Correct the promotion at `ordinal` (from 0) for the `reason` given; a factor lies between 0 and 1.',
  },
  effective_in_past: {
    status: 422,
    title: 'What is priced stays priced (rule 30)',
    advice: 'Let the version take effect now or later, or publish rates never priced before as an `addition`.',
  },
  pair_already_priced: {
    status: 422,
    title: 'An addition alters no rate (rule 30)',
    advice: 'Leave out the rate at `ordinal` (from 0), or publish a full version that takes effect now or later.',
  },
  idempotency_key_reused: EDGE_PROBLEMS.idempotency_key_reused,
};

export function tariffProblem(rejection: Rejection, replayed: boolean): ProblemException {
  const { code, ...facts } = rejection;
  return new ProblemException(code, TARIFF_PROBLEMS[code], { facts: { ...facts, replayed } });
}
