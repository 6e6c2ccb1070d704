import { invariant } from '#libs/kernel/index.js';
import type { GrantId } from '#libs/kernel/index.js';
import type { Allocation, UsageCharged } from '../events.js';
import { openOf } from '../overage/buckets.js';
import type { BucketState, LiveGrant, OpenAccountState } from '../state.js';
import type { OverageBucket } from '../terms.js';
import { changeGrant } from './change-grants.js';
import { drawHold } from './holds.js';
import { moveOverage } from './move-overage.js';
import { usePeriod } from './use-period.js';

/** The debit of a usage: touches only what pays, and checks what the entry says of itself (rule 17). It is the hot path. */
export function charged(state: OpenAccountState, event: UsageCharged): OpenAccountState {
  const { allocations, usage, period, totalMicro, remainingAfterMicro, overageAfterMicro } = event.data;
  let { grants, overage } = state;
  let paidMicro = 0n;
  let owedMicro = 0n;
  let hasHeld = false;
  for (const allocation of allocations) {
    if (allocation.grant === null) {
      overage = owe(overage, allocation.overage!, allocation);
      owedMicro += allocation.amountMicro;
    } else {
      grants = draw(grants, allocation.grant, allocation);
      paidMicro += allocation.amountMicro;
    }
    hasHeld ||= allocation.held;
  }
  invariant(state.remainingMicro - paidMicro === remainingAfterMicro, 'a debit leaves what it says remains');
  invariant(state.overageMicro + owedMicro === overageAfterMicro, 'a debit leaves the overage it says is open');
  const next: OpenAccountState = {
    ...state,
    periods: usePeriod(state, period, usage.member, totalMicro),
    grants,
    overage,
    remainingMicro: remainingAfterMicro,
    overageMicro: overageAfterMicro,
  };
  return hasHeld ? { ...next, ...drawHold(state, usage.reservationId, allocations) } : next;
}

/** A grant with nothing left leaves the state (rule 20). */
function draw(grants: readonly LiveGrant[], id: GrantId, { held, amountMicro, afterMicro }: Allocation) {
  const at = grants.findIndex(({ grant }) => grant === id);
  const grant = grants[at];
  invariant(grant !== undefined, 'a debit is paid by grants that are there');
  const after = changeGrant(grant, -amountMicro, held ? -amountMicro : 0n);
  invariant(after.remainingMicro === afterMicro, 'an allocation leaves what it says remains');
  return afterMicro === 0n ? grants.toSpliced(at, 1) : grants.with(at, after);
}

function owe(overage: readonly BucketState[], bucket: OverageBucket, { amountMicro, afterMicro }: Allocation) {
  const from = { book: 'overage', bucket } as const;
  const moved = moveOverage(overage, [{ from, to: { book: 'consumed' }, amountMicro }]);
  invariant(openOf(moved, bucket) === afterMicro, 'an allocation leaves what it says is open');
  return moved;
}
