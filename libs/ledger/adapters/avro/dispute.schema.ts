import { DISPUTE_GROUNDS, DISPUTE_OUTCOMES } from '../../domain/disputes/terms.js';
import { enumOf, nullable, record } from './notation.js';

export const USAGE_DISPUTED_V1 = record('UsageDisputed', {
  account: 'string',
  dispute: 'string',
  source: 'string',
  id: 'string',
  chargedRevision: 'long',
  disputedRevision: 'long',
  ground: enumOf('DisputeGround', DISPUTE_GROUNDS),
});

export const DISPUTE_RESOLVED_V1 = record('DisputeResolved', {
  account: 'string',
  dispute: 'string',
  source: 'string',
  id: 'string',
  chargedRevision: 'long',
  outcome: enumOf('DisputeOutcome', DISPUTE_OUTCOMES),
  explanation: 'string',
  correctionRevision: nullable('long'),
});
