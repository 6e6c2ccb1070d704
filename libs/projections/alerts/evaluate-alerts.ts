import { invariant, type Instant } from '#libs/kernel/index.js';
import type { AccountEvent, AccountOpened } from '#libs/ledger/contract.js';
import { drawsOf } from '../runner/draws.js';
import { movedBy } from '../runner/moved.js';
import type { AccountRecord } from '../runner/projection.js';
import { watchedPot, type AlertState, type SpokenAlert } from './alert-state.js';
import { judgeThresholds, type Occasion } from './judge-thresholds.js';
import { thresholdsOf } from './thresholds.js';
import { moveCredits } from './move-credits.js';
import { draw, lapse, NO_CREDITS, startPeriod } from './watched-grants.js';

export interface AlertStep {
  readonly state: AlertState;
  readonly raised: readonly SpokenAlert[];
  readonly cleared: readonly SpokenAlert[];
}

/** Rule 35, for one event: lapse what has expired by its recordedAt, apply it, hold the figures against the thresholds. */
export function evaluateAlerts(before: AlertState | undefined, { event, meta, position }: AccountRecord): AlertStep {
  const now = meta.recordedAt;
  if (event.type === 'AccountOpened') return { state: watchFrom(event.data), raised: [], cleared: [] };
  invariant(before !== undefined, 'an account is opened before anything else happens to it');
  const lapsed = lapse(before, now);
  const applied = apply(lapsed, event, now);
  if (applied === before) return { state: before, raised: [], cleared: [] };
  const occasion = occasionOf(event, before, lapsed, applied);
  const judgement = judgeThresholds(applied, applied[watchedPot(applied)], occasion, { now, position });
  if (judgement === undefined) return { state: applied, raised: [], cleared: [] };
  const { crossings, generation, raised, cleared } = judgement;
  return { state: { ...applied, generation, crossings }, raised, cleared };
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
