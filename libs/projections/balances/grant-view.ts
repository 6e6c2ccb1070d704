import type { Instant } from '#libs/kernel/index.js';
import { lapsingMicro, pendingRolloverMicro, usableMicro } from '#libs/ledger/contract.js';
import type { GrantView } from './balance-view.js';
import type { GrantRow } from './grant-rows.js';
import { outflowOf } from './outflows.js';

export function grantView({ account: _, outflows, ...grant }: GrantRow, at: Instant): GrantView {
  return {
    ...grant,
    availableMicro: usableMicro([grant], at),
    lapsingMicro: lapsingMicro([grant], at),
    pendingRolloverMicro: pendingRolloverMicro([grant], at),
    overageRepaidMicro: outflowOf(outflows, 'overage'),
    expiredMicro: outflowOf(outflows, 'expired'),
    forfeitedMicro: outflowOf(outflows, 'forfeited'),
    rolledOutMicro: outflowOf(outflows, 'rolled_out'),
    transferredOutMicro: outflowOf(outflows, 'transferred_out'),
    refundedMicro: outflowOf(outflows, 'refunded'),
    adjustedDownMicro: outflowOf(outflows, 'adjusted_down'),
  };
}
