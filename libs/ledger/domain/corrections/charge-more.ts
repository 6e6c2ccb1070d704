import { addCredits } from '#libs/kernel/index.js';
import type { Allocation, CorrectionStep, NetAllocation, UsageCorrected } from '../events.js';
import { isSameBucket } from '../overage/buckets.js';

/** A re-rate upwards: what the usage bears besides, behind what it bears already (so it is undone before it). */
export function withCharged({ type, data }: UsageCorrected, more: readonly Allocation[]): UsageCorrected {
  return {
    type,
    data: {
      ...data,
      steps: [...data.steps, ...more.map(chargeStep)],
      allocations: joined([...data.allocations, ...more].sort((left, right) => left.component - right.component)),
    },
  };
}

function chargeStep({ component, grant, overage, amountMicro }: Allocation): CorrectionStep {
  return { type: 'charge', component, grant, bucket: overage, amountMicro };
}

/** Neighbours of one component and one payer are one allocation, so that they do not grow in number for ever. */
function joined(allocations: readonly NetAllocation[]): readonly NetAllocation[] {
  const result: NetAllocation[] = [];
  for (const { component, grant, overage, amountMicro } of allocations) {
    const last = result.at(-1);
    const next = { component, grant, overage, amountMicro };
    if (last === undefined || !hasSamePayer(last, next)) result.push(next);
    else result[result.length - 1] = { ...last, amountMicro: addCredits(last.amountMicro, amountMicro) };
  }
  return result;
}

function hasSamePayer(left: NetAllocation, right: NetAllocation): boolean {
  if (left.component !== right.component || left.grant !== right.grant) return false;
  if (left.overage === null || right.overage === null) return left.overage === right.overage;
  return isSameBucket(left.overage, right.overage);
}
