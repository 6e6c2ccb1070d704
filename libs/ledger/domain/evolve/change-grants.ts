import { credits, invariant, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { GrantId } from '#libs/kernel/index.js';
import type { LiveGrant } from '../state.js';
import type { GrantTerms } from '../terms.js';
import { compareBurnOrder } from '../usage/burn-order.js';

/** By how much an event changes a grant. */
export interface GrantChange {
  readonly remainingMicro?: bigint;
  readonly heldMicro?: bigint;
  readonly ends?: boolean;
}

/** Sums the changes of one event, grant by grant. */
export class GrantChanges {
  private readonly changes = new Map<GrantId, { remainingMicro: bigint; heldMicro: bigint; ends: boolean }>();

  add(grant: GrantId, { remainingMicro = 0n, heldMicro = 0n, ends = false }: GrantChange): this {
    const before = this.changes.get(grant);
    this.changes.set(grant, {
      remainingMicro: (before?.remainingMicro ?? 0n) + remainingMicro,
      heldMicro: (before?.heldMicro ?? 0n) + heldMicro,
      ends: ends || (before?.ends ?? false),
    });
    return this;
  }

  /**
   * The grants after the event, in burn order. One with nothing left leaves the state (rule 20); one that has left it
   * comes back as one of `known`, and need not when what it is given is taken again at once (rule 28).
   */
  applyTo(grants: readonly LiveGrant[], known: readonly GrantTerms[] = []): readonly LiveGrant[] {
    if (this.changes.size === 0) return grants;
    const missing = new Set(this.changes.keys());
    const changed: LiveGrant[] = [];
    for (const grant of grants) {
      missing.delete(grant.grant);
      const after = this.after(grant);
      if (after.remainingMicro > 0n) changed.push(after);
    }
    for (const id of missing) this.enter(id, changed, known);
    return changed;
  }

  private enter(id: GrantId, grants: LiveGrant[], known: readonly GrantTerms[]): void {
    const change = this.changes.get(id)!;
    invariant(change.heldMicro === 0n && !change.ends, 'what is held or ended is there');
    if (change.remainingMicro === 0n) return;
    const terms = known.find(({ grant }) => grant === id);
    invariant(terms !== undefined, 'credits move in grants that are there');
    const entered = this.after({ ...terms, remainingMicro: ZERO_CREDITS, heldMicro: ZERO_CREDITS, ended: false });
    const at = grants.findIndex((other) => compareBurnOrder(entered, other) < 0);
    grants.splice(at === -1 ? grants.length : at, 0, entered);
  }

  private after(grant: LiveGrant): LiveGrant {
    const change = this.changes.get(grant.grant);
    if (change === undefined) return grant;
    return changeGrant(grant, change.remainingMicro, change.heldMicro, change.ends);
  }
}

/** The grant after a change, checked (rules 19, 25). */
export function changeGrant(grant: LiveGrant, byRemaining: bigint, byHeld: bigint, ends = false): LiveGrant {
  const remainingMicro = credits(grant.remainingMicro + byRemaining);
  const heldMicro = credits(grant.heldMicro + byHeld);
  const ended = grant.ended || ends;
  invariant(heldMicro >= 0n && heldMicro <= remainingMicro, 'no grant is overdrawn, nor holds more than remains');
  invariant(!ended || heldMicro === remainingMicro, 'of an ended grant only what is held is left');
  return { ...grant, remainingMicro, heldMicro, ended };
}
