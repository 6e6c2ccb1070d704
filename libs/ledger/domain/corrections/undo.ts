import {
  addCredits,
  invariant,
  smallerCredits,
  subtractCredits,
  ZERO_CREDITS,
  type Credits,
} from '#libs/kernel/index.js';
import type { Clock } from '../commands.js';
import type { CorrectionStep, NetAllocation } from '../events.js';
import type { OpenAccountState } from '../state.js';
import type { Fault, GrantTerms } from '../terms.js';
import { fateOf } from './grant-fate.js';
import { amountsByComponent } from './net-usage.js';
import { OverageUndoing, type Unsettled } from './unsettle-overage.js';

/** What a correction takes off a usage. */
export interface Undone {
  readonly steps: readonly CorrectionStep[];
  /** What the usage still bears of its allocations, in their order. */
  readonly left: readonly NetAllocation[];
  /** Grants that get credits back though they have left the state. */
  readonly revived: readonly GrantTerms[];
  /** Grants that have ended meanwhile: what they would get back is given anew, where the operator is at fault. */
  readonly refunds: readonly Refund[];
}

export interface Refund {
  readonly grant: GrantTerms;
  readonly amountMicro: Credits;
}

export interface UndoPlan {
  readonly allocations: readonly NetAllocation[];
  /** What each component costs from now on; where that is more than before, nothing is undone of it. */
  readonly targets: readonly Credits[];
  /** Every grant among the allocations, as it was given. */
  readonly grants: readonly GrantTerms[];
  readonly fault: Fault;
  readonly clock: Clock;
}

/** Rule 28, component by component from the last: overage first, then the grants, latest allocation first. */
export function undo(state: OpenAccountState, plan: UndoPlan): Undone {
  const undoing = new Undoing(state, plan);
  const amounts = amountsByComponent(plan.allocations, plan.targets.length);
  for (let component = plan.targets.length - 1; component >= 0; component -= 1) {
    undoing.take(component, amounts[component]! - plan.targets[component]!);
  }
  return undoing.result();
}

class Undoing {
  private readonly left: NetAllocation[];
  private readonly overage: OverageUndoing;
  private readonly steps: CorrectionStep[] = [];
  private readonly revived = new Map<string, GrantTerms>();
  private readonly refunds = new Map<string, Refund>();

  constructor(
    private readonly state: OpenAccountState,
    private readonly plan: UndoPlan,
  ) {
    this.left = [...plan.allocations];
    this.overage = new OverageUndoing(state.overage);
  }

  take(component: number, excessMicro: bigint): void {
    let dueMicro = excessMicro;
    for (const payer of ['overage', 'grant'] as const) {
      for (let at = this.left.length - 1; at >= 0 && dueMicro > 0n; at -= 1) {
        const allocation = this.left[at]!;
        if (allocation.component !== component || allocation[payer] === null) continue;
        const taken = smallerCredits(allocation.amountMicro, dueMicro as Credits);
        this.left[at] = { ...allocation, amountMicro: subtractCredits(allocation.amountMicro, taken) };
        this.giveBack({ ...allocation, amountMicro: taken });
        dueMicro -= taken;
      }
    }
    invariant(dueMicro <= 0n, 'no more is undone than was borne');
  }

  result(): Undone {
    return {
      steps: this.steps,
      left: this.left.filter(({ amountMicro }) => amountMicro > 0n),
      revived: [...this.revived.values()],
      refunds: [...this.refunds.values()],
    };
  }

  private giveBack({ component, grant, overage, amountMicro }: NetAllocation): void {
    if (grant !== null) {
      const type = this.returnTo(this.termsOf(grant), amountMicro);
      this.steps.push({ type: GRANT_STEP[type], component, grant, bucket: null, amountMicro });
      return;
    }
    invariant(overage !== null, 'an allocation has a payer');
    for (const part of this.overage.take(overage, amountMicro)) {
      const { type, grant: repaying } = this.overageStep(part);
      this.steps.push({ type, component, grant: repaying, bucket: overage, amountMicro: part.amountMicro });
    }
  }

  private overageStep(part: Unsettled): Pick<CorrectionStep, 'type' | 'grant'> {
    if (part.how !== 'repaid') return { type: `overage_${part.how}`, grant: null };
    return { type: REPAID_STEP[this.returnTo(part.grant, part.amountMicro)], grant: part.grant.grant };
  }

  /** Who bears that a grant has ended meanwhile (rule 28). */
  private returnTo(grant: GrantTerms, amountMicro: Credits): 'restored' | 'expired' | 'refunded' {
    const fate = fateOf(grant, this.state, this.plan.clock);
    if (fate === 'live') return 'restored';
    if (fate === 'gone') {
      this.revived.set(grant.grant, grant);
      return 'restored';
    }
    if (this.plan.fault === 'subscriber') return 'expired';
    const before = this.refunds.get(grant.grant)?.amountMicro ?? ZERO_CREDITS;
    this.refunds.set(grant.grant, { grant, amountMicro: addCredits(before, amountMicro) });
    return 'refunded';
  }

  private termsOf(id: string): GrantTerms {
    const terms = this.plan.grants.find(({ grant }) => grant === id);
    invariant(terms !== undefined, 'the facts of a usage name every grant that bears it');
    return terms;
  }
}

const GRANT_STEP = { restored: 'grant', expired: 'grant_expired', refunded: 'grant_refunded' } as const;
const REPAID_STEP = {
  restored: 'overage_repaid',
  expired: 'overage_repaid_expired',
  refunded: 'overage_repaid_refunded',
} as const;
