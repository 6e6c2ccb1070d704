import { DISPUTE_GROUNDS, DISPUTE_OUTCOMES, type DisputeResolved, type UsageDisputed } from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { count, id, nullable, object, oneOf, text } from '../shape.js';
import { USAGE_KEY } from './usage-terms.js';

const DEBIT = { ...USAGE_KEY, chargedRevision: count('Of the debit in the history of the account.') };

export const DISPUTE_FACTS: FactsOf<UsageDisputed | DisputeResolved> = {
  UsageDisputed: fact(
    'usage.disputed',
    'Somebody says that a debit is not right. Nothing moves.',
    object({
      dispute: id('Id of the dispute.'),
      ...DEBIT,
      ground: oneOf(DISPUTE_GROUNDS, 'Why.'),
    }),
    ({ dispute, source, id: usage, chargedRevision, ground }: UsageDisputed['data']) => ({
      dispute,
      source,
      id: usage,
      chargedRevision,
      ground,
    }),
  ),
  DisputeResolved: fact(
    'dispute.resolved',
    'A correction was made since, or the debit stands.',
    object({
      dispute: id('Id of the dispute.'),
      ...DEBIT,
      outcome: oneOf(DISPUTE_OUTCOMES, 'How it ended.'),
      explanation: text('What the subscriber is told.'),
      correctionRevision: nullable(count('Of the correction in the history of the account.')),
    }),
    ({
      dispute,
      source,
      id: usage,
      chargedRevision,
      outcome,
      explanation,
      correctionRevision,
    }: DisputeResolved['data']) => ({
      dispute,
      source,
      id: usage,
      chargedRevision,
      outcome,
      explanation,
      correctionRevision,
    }),
  ),
};
