import type { GrantView } from './balance-view.js';
import type { GrantRow } from './grant-rows.js';
import { outflowOf } from './outflows.js';

export function grantView({ account: _, outflows, ...grant }: GrantRow): GrantView {
  return {
    ...grant,
    overageRepaidMicro: outflowOf(outflows, 'overage'),
    expiredMicro: outflowOf(outflows, 'expired'),
    forfeitedMicro: outflowOf(outflows, 'forfeited'),
    rolledOutMicro: outflowOf(outflows, 'rolled_out'),
    transferredOutMicro: outflowOf(outflows, 'transferred_out'),
    refundedMicro: outflowOf(outflows, 'refunded'),
    adjustedDownMicro: outflowOf(outflows, 'adjusted_down'),
  };
}
