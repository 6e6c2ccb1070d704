import { addCredits, isInCreditsRange, smallerCredits, subtractCredits, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, Instant } from '#libs/kernel/index.js';
import type { Allocation, ChargeComponent } from '../events.js';
import type { Hold, OpenAccountState } from '../state.js';
import { allocateOverage, type Unpaid } from './allocate-overage.js';
import { isFor, mayPay } from './burn-order.js';
import { heldParts, type HeldOfGrant } from './held-parts.js';

export interface Charge {
  readonly model: string;
  readonly app: string | null;
  readonly judgedAt: Instant;
  readonly components: readonly ChargeComponent[];
  /** The period it is booked on. */
  readonly period: number;
  /** The usage's own reservation, where it is open: it pays first (rule 23). */
  readonly hold: Hold | undefined;
}

export interface Allocated {
  readonly allocations: readonly Allocation[];
  readonly remainingAfterMicro: Credits;
  readonly overageAfterMicro: Credits;
}

/**
 * Pays each component, in canonical order, from the usage's own reservation, then from what is free of the grants in burn
 * order; the rest becomes overage (rules 16, 17, 21, 23). `undefined` if the overage would leave int64 (rule 1).
 * O(components × grants).
 */
export function allocate(state: OpenAccountState, charge: Charge): Allocated | undefined {
  const { components, hold } = charge;
  const purse: Purse = {
    left: state.grants.map(({ remainingMicro }) => remainingMicro),
    kept: hold === undefined ? undefined : state.grants.map(({ heldMicro }) => heldMicro),
    own: hold === undefined ? NOTHING_HELD : heldParts(state.grants, hold),
  };
  const allocations: Allocation[] = [];
  const unpaid: Unpaid[] = [];
  let paidMicro = ZERO_CREDITS;
  let overageMicro: bigint = state.overageMicro;
  for (let component = 0; component < components.length; component++) {
    const afterHold = drawHeld(state, charge, component, purse, allocations);
    const dueMicro = afterHold === 0n ? afterHold : drawFree(state, charge, component, afterHold, purse, allocations);
    paidMicro = addCredits(paidMicro, subtractCredits(components[component]!.amountMicro, dueMicro));
    if (dueMicro === 0n) continue;
    unpaid.push({ component, amountMicro: dueMicro });
    overageMicro += dueMicro;
  }
  if (!isInCreditsRange(overageMicro)) return undefined;
  const remainingAfterMicro = subtractCredits(state.remainingMicro, paidMicro);
  if (unpaid.length === 0) return { allocations, remainingAfterMicro, overageAfterMicro: overageMicro };
  const overage = allocateOverage(state, charge.period, unpaid, hold?.headroomMicro ?? ZERO_CREDITS);
  const inOrder = [...allocations, ...overage].sort((left, right) => left.component - right.component);
  return { allocations: inOrder, remainingAfterMicro, overageAfterMicro: overageMicro };
}

/** What can still be drawn in the course of one charge; the lists run beside the account's grants. */
interface Purse {
  readonly left: Credits[];
  /** Of what is left, held by reservations; `undefined`: as the grants say. */
  readonly kept: Credits[] | undefined;
  readonly own: readonly HeldOfGrant[];
}

const NOTHING_HELD: readonly HeldOfGrant[] = [];

/** Whatever has expired meanwhile, within the scope of each grant (rule 25). Returns what is still to be paid. */
function drawHeld(
  { grants }: OpenAccountState,
  { components, model, app }: Charge,
  component: number,
  { left, kept, own }: Purse,
  allocations: Allocation[],
): Credits {
  const { kind, amountMicro } = components[component]!;
  let dueMicro = amountMicro;
  for (const part of own) {
    if (dueMicro === 0n) break;
    const { grant, scope } = grants[part.at]!;
    if (part.leftMicro === 0n || !isFor(scope, { model, kind, app })) continue;
    const taken = smallerCredits(part.leftMicro, dueMicro);
    const afterMicro = subtractCredits(left[part.at]!, taken);
    left[part.at] = afterMicro;
    kept![part.at] = subtractCredits(kept![part.at]!, taken);
    part.leftMicro = subtractCredits(part.leftMicro, taken);
    dueMicro = subtractCredits(dueMicro, taken);
    allocations.push({ component, grant, overage: null, held: true, amountMicro: taken, afterMicro });
  }
  return dueMicro;
}

/** Held credits of others are not touched: they remain, and are not free. */
function drawFree(
  { grants }: OpenAccountState,
  { components, model, app, judgedAt }: Charge,
  component: number,
  toPayMicro: Credits,
  { left, kept }: Purse,
  allocations: Allocation[],
): Credits {
  const { kind } = components[component]!;
  let dueMicro = toPayMicro;
  for (let at = 0; at < left.length && dueMicro > 0n; at++) {
    const live = grants[at]!;
    const held = kept === undefined ? live.heldMicro : kept[at]!;
    const free = held === 0n ? left[at]! : subtractCredits(left[at]!, held);
    if (free === 0n || !mayPay(live, judgedAt, { model, kind, app })) continue;
    const taken = smallerCredits(free, dueMicro);
    const afterMicro = subtractCredits(left[at]!, taken);
    left[at] = afterMicro;
    dueMicro = subtractCredits(dueMicro, taken);
    allocations.push({ component, grant: live.grant, overage: null, held: false, amountMicro: taken, afterMicro });
  }
  return dueMicro;
}
