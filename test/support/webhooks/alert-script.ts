import { credits, type AccountId } from '#libs/kernel/index.js';
import type { AlertQueries, AlertTransition, AlertView } from '#libs/projections/contract.js';

const AT = Date.UTC(2026, 10, 1);

/** A warning at 80 % of 1,000 credits, of which 166 remain. */
export function alertOf(account: AccountId, changes: Partial<AlertView> = {}): AlertView {
  return {
    id: `${account}/percent-80/1`,
    account,
    member: null,
    kind: 'percent',
    threshold: 80n,
    generation: 1,
    state: 'fired',
    firedAt: AT,
    clearedAt: null,
    baseMicro: credits(1_000_000_000n),
    remainingMicro: credits(166_000_000n),
    position: 1,
    clearedPosition: null,
    ...changes,
  };
}

export function fired(account: AccountId, position: number, generation = 1): AlertTransition {
  const alert = alertOf(account, { id: `${account}/percent-80/${generation}`, generation, position });
  return { id: alert.id, change: 'fired', position, at: AT, alert };
}

export function cleared(account: AccountId, position: number, generation = 1): AlertTransition {
  const { alert } = fired(account, 1, generation);
  const over: AlertView = { ...alert, state: 'cleared', clearedAt: AT, clearedPosition: position };
  return { id: `${alert.id}/cleared`, change: 'cleared', position, at: AT, alert: over };
}

/** The alerts of a projection, written by hand. */
export class AlertScript implements Pick<AlertQueries, 'transitions'> {
  constructor(readonly all: AlertTransition[] = []) {}

  transitions(after: number, until: number, limit: number): Promise<readonly AlertTransition[]> {
    const range = this.all.filter(({ position }) => position > after && position <= until);
    const last = range.slice(0, limit).at(-1)?.position ?? after;
    return Promise.resolve(range.filter(({ position }) => position <= last));
  }
}
