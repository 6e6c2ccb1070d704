import type { UsageCorrected } from '#libs/ledger/index.js';
import { micro } from '../journal/event-builders.js';

/** A correction of a usage of January that moves nothing, by the operator's fault, unless more is said. */
export function corrected(more: Partial<UsageCorrected['data']> = {}): UsageCorrected {
  return {
    type: 'UsageCorrected',
    data: {
      account: 'a',
      source: 'gateway',
      id: 'call-1',
      chargedRevision: 3,
      correctedRevision: 3,
      correction: 1,
      fault: 'operator',
      reason: 'wrong price',
      member: null,
      model: 'qwen',
      tier: 'standard',
      occurredAt: 0,
      period: 0,
      chargedPeriod: 0,
      originPeriod: null,
      replaced: { tariffs: [], components: [] },
      tariffs: [],
      components: [],
      allocations: [],
      totalMicro: micro(0),
      deltaMicro: micro(0),
      steps: [],
      revived: [],
      lines: [],
      remainingAfterMicro: micro(0),
      overageAfterMicro: micro(0),
      ...more,
    },
  };
}
