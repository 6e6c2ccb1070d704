import { credits, smallerCredits, subtractCredits, ZERO_CREDITS, type Instant } from '#libs/kernel/index.js';
import { hasExpired } from '#libs/ledger/contract.js';
import type { Draw } from '../runner/draws.js';
import type { AlertState, Figures, Pot, WatchedGrant } from './alert-state.js';

export const NO_CREDITS: Figures = { baseMicro: ZERO_CREDITS, remainingMicro: ZERO_CREDITS };

/**
 * Takes what is left of expired grants out of both figures (rule 35), held credits included. A late debit may still draw
 * on such a grant; it then moves neither figure, since those credits were no longer counted on.
 */
export function lapse(state: AlertState, now: Instant): AlertState {
  const isOver = (grant: WatchedGrant) => hasExpired(grant, now);
  if (!state.grants.some(isOver)) return state;
  const live = { ...state, grants: state.grants.filter((grant) => !isOver(grant)) };
  return state.grants
    .filter(isOver)
    .reduce<AlertState>(
      (next, { pot, remainingMicro, inBaseMicro }) => moveFigures(next, pot, -(inBaseMicro ?? 0n), -remainingMicro),
      live,
    );
}

/** What remains when a period starts is its base. */
export function startPeriod(state: AlertState, period: number): AlertState {
  return {
    ...state,
    period,
    grants: state.grants.map((grant) => ({ ...grant, inBaseMicro: grant.remainingMicro })),
    unscoped: { ...state.unscoped, baseMicro: state.unscoped.remainingMicro },
    scoped: { ...state.scoped, baseMicro: state.scoped.remainingMicro },
  };
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
    else grants[index] = used(watched, afterMicro);
  }
  return {
    ...state,
    grants,
    unscoped: without(state.unscoped, taken.unscoped),
    scoped: without(state.scoped, taken.scoped),
  };
}

/** What is used stays in the base: it is what the base is compared with. */
export function used(watched: WatchedGrant, remainingMicro: WatchedGrant['remainingMicro']): WatchedGrant {
  const { inBaseMicro } = watched;
  return {
    ...watched,
    remainingMicro,
    inBaseMicro: inBaseMicro === null ? null : smallerCredits(inBaseMicro, remainingMicro),
  };
}

function without(figures: Figures, taken: bigint): Figures {
  if (taken === 0n) return figures;
  const { baseMicro, remainingMicro } = figures;
  return { baseMicro, remainingMicro: credits(remainingMicro - taken) };
}

export function moveFigures(state: AlertState, pot: Pot, base: bigint, remaining: bigint): AlertState {
  const { baseMicro, remainingMicro } = state[pot];
  const figures = { baseMicro: credits(baseMicro + base), remainingMicro: credits(remainingMicro + remaining) };
  return pot === 'unscoped' ? { ...state, unscoped: figures } : { ...state, scoped: figures };
}

/** How much of a pot's base has been used, so that it can come back. */
export function usedOfBase({ grants, ...state }: AlertState, pot: Pot): bigint {
  const left = grants.reduce((sum, grant) => (grant.pot === pot ? sum + (grant.inBaseMicro ?? 0n) : sum), 0n);
  return subtractCredits(state[pot].baseMicro, credits(left));
}
