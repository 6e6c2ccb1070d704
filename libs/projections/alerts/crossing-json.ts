import type { Credits } from '#libs/kernel/index.js';
import type { Crossing, SpokenAlert, Threshold } from './alert-state.js';

/** Amounts as decimal strings. */
export type CrossingText = readonly [...ThresholdText, spoken: SpokenText | null];
export type ThresholdText = readonly [kind: Threshold['kind'], value: string];
type SpokenText = readonly [generation: number, firedAt: number, base: string, remaining: string, position: number];

/** Written with every row, and seldom more than three. */
export function encodeThresholds(thresholds: readonly Threshold[]): string {
  return `[${thresholds.map(({ kind, value }) => `["${kind}","${value}"]`).join()}]`;
}

export function decodeThreshold([kind, value]: ThresholdText): Threshold {
  return { kind, value: BigInt(value) };
}

export function encodeCrossing({ kind, value, spoken }: Crossing): CrossingText {
  return [kind, value.toString(), spoken && encodeSpoken(spoken)];
}

export function decodeCrossing([kind, value, spoken]: CrossingText): Crossing {
  const threshold = decodeThreshold([kind, value]);
  return { ...threshold, spoken: spoken && decodeSpoken(threshold, spoken) };
}

function encodeSpoken({ generation, firedAt, baseMicro, remainingMicro, position }: SpokenAlert): SpokenText {
  return [generation, firedAt, baseMicro.toString(), remainingMicro.toString(), position];
}

function decodeSpoken(threshold: Threshold, [generation, firedAt, base, remaining, position]: SpokenText): SpokenAlert {
  const figures = { baseMicro: BigInt(base) as Credits, remainingMicro: BigInt(remaining) as Credits };
  return { ...threshold, generation, firedAt, ...figures, position };
}
