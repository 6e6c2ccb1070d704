import type { Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { isSameThreshold, type Crossing, type Figures, type SpokenAlert, type Threshold } from './alert-state.js';
import { isCleared, isCrossed, measure, type Measured } from './thresholds.js';

/** What has just happened decides who is told: only a movement speaks. */
export type Occasion = 'movement' | 'new_generation' | 'new_rules';

/** What is held against figures: an account's rules, or the percents of them a member is warned by. */
export interface Watch {
  readonly thresholds: readonly Threshold[];
  readonly crossings: readonly Crossing[];
  readonly generation: number;
}

export interface Moment {
  readonly now: Instant;
  readonly position: Position;
}

export interface Judgement {
  readonly crossings: readonly Crossing[];
  readonly generation: number;
  readonly raised: readonly SpokenAlert[];
  readonly cleared: readonly SpokenAlert[];
}

/** `undefined`: nothing changes. */
export function judgeThresholds(
  watch: Watch,
  figures: Figures,
  occasion: Occasion,
  { now, position }: Moment,
): Judgement | undefined {
  const { thresholds, crossings } = watch;
  const measured = measure(figures);
  const stands = (crossing: Crossing) => staysCrossed(crossing, occasion, measured, thresholds);
  const standing = crossings.filter(stands);
  const over = crossings.filter((crossing) => !stands(crossing));
  const fresh = freshlyCrossed(thresholds, standing, measured);
  if (occasion !== 'new_generation' && over.length === 0 && fresh.length === 0) return undefined;
  // A cleared threshold is armed again under the next generation, so that no alert id is given twice.
  const generation = watch.generation + (occasion === 'new_generation' || over.length > 0 ? 1 : 0);
  const speak = (threshold: Threshold): Crossing => ({
    ...threshold,
    spoken: isTold(threshold, occasion, measured, thresholds)
      ? { ...threshold, ...figures, generation, firedAt: now, position }
      : null,
  });
  const crossed = fresh.map(speak);
  return {
    generation,
    crossings: [...standing, ...crossed],
    raised: spokenOf(crossed),
    cleared: spokenOf(over),
  };
}

/** A new generation arms every threshold that is not met at its start; within one, clearing takes the hysteresis. */
function staysCrossed(
  crossing: Crossing,
  occasion: Occasion,
  measured: Measured,
  thresholds: readonly Threshold[],
): boolean {
  if (!thresholds.some((threshold) => isSameThreshold(threshold, crossing))) return false;
  return occasion === 'new_generation' ? isCrossed(crossing, measured) : !isCleared(crossing, measured);
}

export function freshlyCrossed(
  thresholds: readonly Threshold[],
  standing: readonly Crossing[],
  measured: Measured,
): readonly Threshold[] {
  return thresholds.filter(
    (threshold) => isCrossed(threshold, measured) && !standing.some((crossing) => isSameThreshold(threshold, crossing)),
  );
}

/** Of the percents only the highest crossed speaks, of the floors only the lowest. */
function isTold(
  threshold: Threshold,
  occasion: Occasion,
  measured: Measured,
  thresholds: readonly Threshold[],
): boolean {
  if (occasion !== 'movement') return false;
  return threshold === thresholds.find((other) => other.kind === threshold.kind && isCrossed(other, measured));
}

export function spokenOf(crossings: readonly Crossing[]): readonly SpokenAlert[] {
  return crossings.flatMap(({ spoken }) => (spoken === null ? [] : [spoken]));
}
