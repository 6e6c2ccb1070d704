import { expect } from '@jest/globals';
import fc from 'fast-check';
import { grantEvent } from '#libs/ledger/domain/grants/make-grant.js';
import type { NetAllocation } from '#libs/ledger/domain/events.js';
import { UNSCOPED, type Fault, type GrantSource, type OveragePolicy } from '#libs/ledger/domain/terms.js';
import { micro } from '../journal/event-builders.js';
import { AccountLife } from './account-life.js';
import { january, opened, OPENED_AT } from './samples.js';

const DAY = 86_400_000;

const POLICIES: readonly OveragePolicy[] = [
  { type: 'block' },
  { type: 'limit', limitMicro: micro(60) },
  {
    type: 'invoice',
    capMicro: micro(60),
    price: { version: 1, amountMinor: 3n, perMicro: micro(7), taxIncluded: true },
  },
];

export type Amounts = readonly [number, number];
export type Step =
  | {
      readonly type: 'grant';
      readonly source: GrantSource;
      readonly amount: number;
      readonly days: number;
      readonly rolls: boolean;
      readonly forInput: boolean;
    }
  | { readonly type: 'charge'; readonly amounts: Amounts }
  | { readonly type: 'correct'; readonly of: number; readonly amounts: Amounts | undefined; readonly fault: Fault }
  | { readonly type: 'wait'; readonly days: number };

export const amounts = fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }));
export const grant = fc.record({
  type: fc.constant('grant' as const),
  source: fc.constantFrom<GrantSource>('top_up', 'subscription', 'promotion'),
  amount: fc.integer({ min: 1, max: 60 }),
  days: fc.constantFrom(2, 20, 50, Infinity),
  rolls: fc.boolean(),
  forInput: fc.boolean(),
});
export const charge = fc.record({ type: fc.constant('charge' as const), amounts });
export const correct = fc.record({
  type: fc.constant('correct' as const),
  of: fc.nat({ max: 30 }),
  amounts: fc.option(amounts, { nil: undefined }),
  fault: fc.constantFrom<Fault>('operator', 'subscriber'),
});
export const wait = fc.record({ type: fc.constant('wait' as const), days: fc.constantFrom(1, 6, 25) });
export const policy = fc.constantFrom(...POLICIES);

/** An account that a random story is told of: what is said of it must hold after each step. */
export class Told {
  readonly life: AccountLife;
  readonly usages: string[] = [];
  private grants = 0;

  constructor(overagePolicy: OveragePolicy) {
    this.life = new AccountLife({ ...opened, data: { ...opened.data, overagePolicy } }, january);
    this.life.now = OPENED_AT;
  }

  take(step: Step): void {
    switch (step.type) {
      case 'grant':
        return this.grant(step);
      case 'charge':
        return this.charge(step.amounts);
      case 'correct':
        return this.correct(step);
      case 'wait':
        this.life.now += step.days * DAY;
        this.life.dueWork();
    }
  }

  charge([input, output]: Amounts): void {
    const id = `call-${this.usages.length}`;
    this.usages.push(id);
    this.life.charge(
      id,
      [
        ['input', input],
        ['output', output],
      ],
      { model: 'qwen', member: 'm-1' },
    );
  }

  /** What has no effect is left out. */
  correct({ of, amounts: target, fault }: Extract<Step, { type: 'correct' }>): void {
    const id = this.usages[of % this.usages.length];
    if (id === undefined) return;
    const net = byComponent(this.net(id));
    if ((target ?? [0, 0]).every((amount, at) => BigInt(amount) === net[at])) return;
    this.life.correct(id, target, { fault });
    const { allocations, components, totalMicro, deltaMicro } = this.life.last('UsageCorrected');
    expect(byComponent(allocations)).toEqual([0, 1].map((at) => components[at]?.amountMicro ?? 0n));
    expect(sum(allocations.map(({ amountMicro }) => amountMicro))).toBe(totalMicro);
    expect(totalMicro - deltaMicro).toBe(sum(net));
  }

  net(id: string): readonly NetAllocation[] {
    const { charged, last } = this.life.facts(id);
    return (last ?? charged).allocations;
  }

  private grant({ source, amount, days, rolls, forInput }: Extract<Step, { type: 'grant' }>): void {
    const { life } = this;
    const expiresAt = days === Infinity ? null : life.now + days * DAY;
    const scope = forInput ? { ...UNSCOPED, kinds: ['input'] as const } : UNSCOPED;
    const rollover = rolls && source === 'subscription' ? { maxMicro: micro(10) } : null;
    this.grants += 1;
    const terms = { grant: `g-${this.grants}`, source, amountMicro: micro(amount), scope, rollover, expiresAt };
    life.dueWork();
    life.record(grantEvent(life.state, { ...terms, eligibleFrom: life.state.periods[0]!.startsAt }));
  }
}

export function byComponent(allocations: readonly NetAllocation[]): readonly bigint[] {
  return [0, 1].map((at) => sum(allocations.filter(({ component }) => component === at).map((one) => one.amountMicro)));
}

export function sum(all: readonly bigint[]): bigint {
  return all.reduce((total, amount) => total + amount, 0n);
}
