import type { Model, Plan, Policy } from './price-list.js';

export interface Subscriber {
  readonly account: string;
  readonly plan: Plan;
  readonly policy: Policy;
  /** Buys credits on the 26th. */
  readonly toppingUp: boolean;
  /** The first call is reversed on the 20th. */
  readonly wronged: boolean;
}

export interface Call {
  readonly account: string;
  readonly id: string;
  readonly model: Model;
  readonly input: number;
  readonly output: number;
  readonly viaPartner: boolean;
}

const PLAN_OF: readonly Plan[] = ['small', 'small', 'large'];
const POLICY_OF: readonly Policy[] = ['block', 'limit', 'invoice', 'limit'];

export function subscribers(count: number): readonly Subscriber[] {
  return Array.from({ length: count }, (_, number) => ({
    account: `sub-${String(number).padStart(4, '0')}`,
    plan: PLAN_OF[number % PLAN_OF.length]!,
    policy: POLICY_OF[number % POLICY_OF.length]!,
    toppingUp: number % 5 === 0,
    wronged: number % 7 === 0,
  }));
}

/** What everybody used on one day of the month; the same for the same seed. */
export function callsOf(day: number, people: readonly Subscriber[], seed: number): readonly Call[] {
  const chance = dice(seed * 1_000 + day);
  return people.flatMap(({ account, plan }) => {
    const calls = 1 + Math.floor(chance() * 2);
    const size = plan === 'small' ? 1 : 4;
    return Array.from({ length: calls }, (_, call) => ({
      account,
      id: `${account}-${day}-${call}`,
      model: chance() < 0.7 ? ('alpha-1' as const) : ('beta-1' as const),
      input: size * Math.floor(chance() * 2_000),
      output: size * Math.floor(chance() * 1_100),
      viaPartner: chance() < 0.2,
    }));
  });
}

/** A small generator with a seed (mulberry32): 0 ≤ n < 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
