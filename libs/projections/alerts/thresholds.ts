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

/** Figures made ready to be held against many thresholds. */
export interface Measured extends Figures {
  readonly usedHundredfold: bigint;
}

export function measure({ baseMicro, remainingMicro }: Figures): Measured {
  return { baseMicro, remainingMicro, usedHundredfold: (baseMicro - remainingMicro) * 100n };
}

/** Where the base is zero there are floors only. */
export function isCrossed({ kind, value }: Threshold, measured: Measured): boolean {
  switch (kind) {
    case 'percent':
      return measured.baseMicro > 0n && measured.usedHundredfold >= value * measured.baseMicro;
    case 'floor':
      return measured.remainingMicro <= value;
    default:
      return unreachable(kind);
  }
}

/** Not the opposite of crossed: between the two nothing changes. */
export function isCleared({ kind, value }: Threshold, measured: Measured): boolean {
  switch (kind) {
    case 'percent':
      return measured.usedHundredfold <= (value - HYSTERESIS_POINTS) * measured.baseMicro;
    case 'floor':
      return measured.remainingMicro > value;
    default:
      return unreachable(kind);
  }
}
