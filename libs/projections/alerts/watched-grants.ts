import { addCredits, credits, subtractCredits, ZERO_CREDITS, type Instant } from '#libs/kernel/index.js';
import { hasExpired, isUnscoped, type CreditsGranted } from '#libs/ledger/contract.js';
import type { Draw } from '../runner/draws.js';
import type { AlertState, Figures, Pot, WatchedGrant } from './alert-state.js';

export const NO_CREDITS: Figures = { baseMicro: ZERO_CREDITS, remainingMicro: ZERO_CREDITS };

/**
 * Takes what is left of expired grants out of both figures (rule 35). A late debit may still draw on such a grant; it
 * then moves neither figure, since those credits were no longer counted on.
 */
export function lapse(state: AlertState, now: Instant): AlertState {
  const isOver = (grant: WatchedGrant) => hasExpired(grant, now);
  if (!state.grants.some(isOver)) return state;
  const live = { ...state, grants: state.grants.filter((grant) => !isOver(grant)) };
  return state.grants.filter(isOver).reduce<AlertState>((next, { pot, remainingMicro, isInBase }) => {
    const { baseMicro, remainingMicro: before } = next[pot];
    const base = isInBase ? subtractCredits(baseMicro, remainingMicro) : baseMicro;
    return withFigures(next, pot, { baseMicro: base, remainingMicro: subtractCredits(before, remainingMicro) });
  }, live);
}

/** What remains when a period starts is its base. */
export function startPeriod(state: AlertState, period: number): AlertState {
  return {
    ...state,
    period,
    grants: state.grants.map((grant) => ({ ...grant, isInBase: true })),
    unscoped: { ...state.unscoped, baseMicro: state.unscoped.remainingMicro },
    scoped: { ...state.scoped, baseMicro: state.scoped.remainingMicro },
  };
}

export function addGrant(state: AlertState, granted: CreditsGranted['data'], now: Instant): AlertState {
  const { grant, amountMicro, expiresAt, scope, source } = granted;
  if (hasExpired(granted, now)) return state;
  const pot: Pot = isUnscoped(scope) ? 'unscoped' : 'scoped';
  const isInBase = source !== 'refund';
  const watched: WatchedGrant = { grant, pot, remainingMicro: amountMicro, expiresAt, isInBase };
  const { baseMicro, remainingMicro } = state[pot];
  return withFigures({ ...state, grants: [...state.grants, watched] }, pot, {
    baseMicro: isInBase ? addCredits(baseMicro, amountMicro) : baseMicro,
    remainingMicro: addCredits(remainingMicro, amountMicro),
  });
}

/** Takes a debit out of the grants it drew on; one that is used up is not watched any more. */
export function draw(state: AlertState, draws: readonly Draw[]): AlertState {
  const grants = [...state.grants];
  const taken = { unscoped: 0n, scoped: 0n };
  for (const { grant, takenMicro, afterMicro } of draws) {
    const index = grants.findIndex((watched) => watched.grant === grant);
    const watched = grants[index];
    if (watched === undefined) continue;
    taken[watched.pot] += takenMicro;
    if (afterMicro === 0n) grants.splice(index, 1);
    else grants[index] = { ...watched, remainingMicro: afterMicro };
  }
  return {
    ...state,
    grants,
    unscoped: without(state.unscoped, taken.unscoped),
    scoped: without(state.scoped, taken.scoped),
  };
}

function without(figures: Figures, taken: bigint): Figures {
  if (taken === 0n) return figures;
  const { baseMicro, remainingMicro } = figures;
  return { baseMicro, remainingMicro: credits(remainingMicro - taken) };
}

function withFigures(state: AlertState, pot: Pot, figures: Figures): AlertState {
  return pot === 'unscoped' ? { ...state, unscoped: figures } : { ...state, scoped: figures };
}
