import type { Position } from '#libs/journal/contract.js';
import type { AlertTransition, BalanceView } from '../../../contract.js';
import { viewJson } from '../view-json.js';
import type { LiveView } from './live-stream.js';
import { sseEvent } from './sse-text.js';

/**
 * @param toldTo the id: a client that comes back with it is told every alert beyond it. Not the balance's own position,
 * which may be of events whose alerts have not been told yet
 */
export function newestText(view: LiveView, balance: BalanceView, toldTo: Position): string {
  if (view === 'balance') return sseEvent('balance', viewJson(balance), toldTo);
  const { account, at, blocked, availableMicro, position } = balance;
  return sseEvent('standing', viewJson({ account, at, blocked, availableMicro, position }), toldTo);
}

/** Only the last of a position carries it as its id, so that none of that position is passed over after a cut. */
export function alertTexts(transitions: readonly AlertTransition[]): readonly string[] {
  return transitions.map((transition, index) => {
    const isLast = transitions[index + 1]?.position !== transition.position;
    return sseEvent('alert', viewJson(transition), isLast ? transition.position : undefined);
  });
}
