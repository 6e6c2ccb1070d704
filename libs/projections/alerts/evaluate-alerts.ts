import { invariant, type Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { AccountEvent, AccountOpened } from '#libs/ledger/contract.js';
import { drawsOf } from '../runner/draws.js';
import { movedBy } from '../runner/moved.js';
import type { AccountRecord } from '../runner/projection.js';
import { isSameThreshold, watchedPot } from './alert-state.js';
import type { AlertState, Crossing, SpokenAlert, Threshold } from './alert-state.js';
import { isCleared, isCrossed, measure, thresholdsOf, type Measured } from './thresholds.js';
import { moveCredits } from './move-credits.js';
import { draw, lapse, NO_CREDITS, startPeriod } from './watched-grants.js';

export interface AlertStep {
  readonly state: AlertState;
  readonly raised: readonly SpokenAlert[];
  readonly cleared: readonly SpokenAlert[];
}

/** What has just happened decides who is told: only a movement speaks. */
type Occasion = 'movement' | 'new_generation' | 'new_rules';

/** Rule 35, for one event: lapse what has expired by its recordedAt, apply it, hold the figures against the thresholds. */
export function evaluateAlerts(before: AlertState | undefined, { event, meta, position }: AccountRecord): AlertStep {
  const now = meta.recordedAt;
  if (event.type === 'AccountOpened') return { state: watchFrom(event.data), raised: [], cleared: [] };
  invariant(before !== undefined, 'an account is opened before anything else happens to it');
  const lapsed = lapse(before, now);
  const applied = apply(lapsed, event, now);
  if (applied === before) return { state: before, raised: [], cleared: [] };
  return judge(applied, occasionOf(event, before, lapsed, applied), now, position);
}

function watchFrom({ account, alertRules }: AccountOpened['data']): AlertState {
  return {
    account,
    thresholds: thresholdsOf(alertRules),
    period: -1,
    grants: [],
    unscoped: NO_CREDITS,
    scoped: NO_CREDITS,
    generation: 0,
    crossings: [],
  };
}

function apply(state: AlertState, event: Exclude<AccountEvent, AccountOpened>, now: Instant): AlertState {
  if (event.type === 'UsageCharged') return draw(state, drawsOf(event.data.allocations));
  if (event.type === 'AlertRulesSet') return { ...state, thresholds: thresholdsOf(event.data.alertRules) };
  if (event.type === 'PeriodOpened') {
    return event.data.period > state.period ? startPeriod(state, event.data.period) : state;
  }
  return moveCredits(state, event, movedBy(event).grants, now);
}

/** Each rise of B starts a generation; so does each period, and a change of the grants B is taken over. */
function occasionOf(event: AccountEvent, before: AlertState, lapsed: AlertState, after: AlertState): Occasion {
  const pot = watchedPot(after);
  const isOtherBase = after.period !== before.period || pot !== watchedPot(before);
  if (isOtherBase || after[pot].baseMicro > lapsed[pot].baseMicro) return 'new_generation';
  return event.type === 'AlertRulesSet' ? 'new_rules' : 'movement';
}

function judge(state: AlertState, occasion: Occasion, now: Instant, position: Position): AlertStep {
  const { thresholds } = state;
  const figures = state[watchedPot(state)];
  const measured = measure(figures);
  const stands = (crossing: Crossing) => staysCrossed(crossing, occasion, measured, thresholds);
  const standing = state.crossings.filter(stands);
  const over = state.crossings.filter((crossing) => !stands(crossing));
  const fresh = thresholds.filter((threshold) => isFresh(threshold, standing, measured));
  if (occasion !== 'new_generation' && over.length === 0 && fresh.length === 0) {
    return { state, raised: [], cleared: [] };
  }
  // A cleared threshold is armed again under the next generation, so that no alert id is given twice.
  const generation = state.generation + (occasion === 'new_generation' || over.length > 0 ? 1 : 0);
  const speak = (threshold: Threshold): Crossing => ({
    ...threshold,
    spoken: isTold(threshold, occasion, measured, thresholds)
      ? { ...threshold, ...figures, generation, firedAt: now, position }
      : null,
  });
  const crossed = fresh.map(speak);
  return {
    state: { ...state, generation, crossings: [...standing, ...crossed] },
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

function isFresh(threshold: Threshold, standing: readonly Crossing[], measured: Measured): boolean {
  return isCrossed(threshold, measured) && !standing.some((crossing) => isSameThreshold(threshold, crossing));
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

function spokenOf(crossings: readonly Crossing[]): readonly SpokenAlert[] {
  return crossings.flatMap(({ spoken }) => (spoken === null ? [] : [spoken]));
}
