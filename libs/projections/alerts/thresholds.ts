import { unreachable } from '#libs/kernel/index.js';
import type { AlertRules } from '#libs/ledger/contract.js';
import type { Figures, Threshold } from './alert-state.js';

/** A percent threshold is cleared this many points below itself, so that a swinging balance warns once. */
const HYSTERESIS_POINTS = 5n;

/** Each once, the loudest of its kind first: the highest percent, the lowest floor. */
export function thresholdsOf({ percents, floorsMicro }: AlertRules): readonly Threshold[] {
  const descending = [...new Set(percents)].sort((left, right) => right - left);
  const ascending = [...new Set(floorsMicro)].sort((left, right) => (left < right ? -1 : 1));
  return [
    ...descending.map((percent) => ({ kind: 'percent', value: BigInt(percent) }) as const),
    ...ascending.map((value) => ({ kind: 'floor', value }) as const),
  ];
}

/** Where the base is zero there are floors only. */
export function isCrossed({ kind, value }: Threshold, figures: Figures): boolean {
  switch (kind) {
    case 'percent':
      return figures.baseMicro > 0n && usedHundredfold(figures) >= value * figures.baseMicro;
    case 'floor':
      return figures.remainingMicro <= value;
    default:
      return unreachable(kind);
  }
}

/** Not the opposite of crossed: between the two nothing changes. */
export function isCleared({ kind, value }: Threshold, figures: Figures): boolean {
  switch (kind) {
    case 'percent':
      return usedHundredfold(figures) <= (value - HYSTERESIS_POINTS) * figures.baseMicro;
    case 'floor':
      return figures.remainingMicro > value;
    default:
      return unreachable(kind);
  }
}

function usedHundredfold({ baseMicro, remainingMicro }: Figures): bigint {
  return (baseMicro - remainingMicro) * 100n;
}
