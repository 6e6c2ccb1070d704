import fc from 'fast-check';
import type { AccountStatus, GrantSource } from '#libs/ledger/index.js';

/** One thing that happens to an account; `pick` chooses among what is there, however much that is. */
export type RandomStep =
  | { readonly type: 'wait'; readonly hours: number }
  | {
      readonly type: 'grant';
      readonly source: GrantSource;
      readonly amount: number;
      readonly days: number | undefined;
      readonly rollover: number | undefined;
      readonly isScoped: boolean;
      readonly isBought: boolean;
    }
  | {
      readonly type: 'charge';
      readonly amounts: readonly [number, number];
      readonly daysAgo: number;
      readonly pick: number | undefined;
      readonly isFinal: boolean;
    }
  | { readonly type: 'reserve'; readonly amount: number; readonly hours: number }
  | { readonly type: 'release'; readonly pick: number }
  | { readonly type: 'adjust'; readonly pick: number; readonly amount: number }
  | {
      readonly type: 'correct';
      readonly pick: number;
      readonly amounts: readonly [number, number] | undefined;
      readonly fault: 'operator' | 'subscriber';
    }
  | {
      readonly type: 'subscribe';
      readonly kind: 'plan' | 'free_quota';
      readonly allowance: number;
      readonly days: number;
    }
  | { readonly type: 'change'; readonly pick: number; readonly allowance: number; readonly fee: number }
  | { readonly type: 'cancel'; readonly pick: number }
  | { readonly type: 'buy'; readonly amount: number; readonly days: number }
  | { readonly type: 'reverse'; readonly pick: number; readonly kind: 'refund' | 'chargeback' }
  | { readonly type: 'policy'; readonly policy: 'block' | 'limit' | 'invoice'; readonly bound: number }
  | { readonly type: 'status'; readonly status: Exclude<AccountStatus, 'closed'> }
  | { readonly type: 'send'; readonly amount: number }
  | { readonly type: 'return' }
  | { readonly type: 'complete' }
  | { readonly type: 'receive'; readonly amount: number; readonly days: number };

const type = <Type extends RandomStep['type']>(name: Type) => fc.constant(name);
const pick = fc.nat({ max: 30 });
const amount = fc.integer({ min: 1, max: 40 });
const amounts = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }));
const days = fc.constantFrom(1, 10, 31, 60);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const step: fc.Arbitrary<RandomStep> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: type('wait'), hours: fc.constantFrom(1, 30, 72, 200, 800) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: type('grant'),
      source: fc.constantFrom<GrantSource>('subscription', 'top_up', 'promotion', 'free_quota', 'adjustment'),
      amount,
      days: maybe(days),
      rollover: maybe(fc.nat({ max: 30 })),
      isScoped: fc.boolean(),
      isBought: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      type: type('charge'),
      amounts,
      daysAgo: fc.constantFrom(0, 0, 0, 3, 20),
      pick: maybe(pick),
      isFinal: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: type('reserve'), amount, hours: fc.constantFrom(1, 48, 900) }) },
  fc.record({ type: type('release'), pick }),
  fc.record({ type: type('adjust'), pick, amount }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: type('correct'),
      pick,
      amounts: maybe(amounts),
      fault: fc.constantFrom('operator' as const, 'subscriber' as const),
    }),
  },
  fc.record({
    type: type('subscribe'),
    kind: fc.constantFrom('plan' as const, 'free_quota' as const),
    allowance: amount,
    days: fc.constantFrom(0, 10),
  }),
  fc.record({ type: type('change'), pick, allowance: amount, fee: fc.nat({ max: 2_000 }) }),
  fc.record({ type: type('cancel'), pick }),
  fc.record({ type: type('buy'), amount, days }),
  fc.record({ type: type('reverse'), pick, kind: fc.constantFrom('refund' as const, 'chargeback' as const) }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: type('policy'),
      policy: fc.constantFrom('block' as const, 'limit' as const, 'invoice' as const),
      bound: fc.nat({ max: 60 }),
    }),
  },
  fc.record({ type: type('status'), status: fc.constantFrom('active' as const, 'suspended' as const) }),
  fc.record({ type: type('send'), amount }),
  fc.record({ type: type('return') }),
  fc.record({ type: type('complete') }),
  fc.record({ type: type('receive'), amount, days }),
);

export const randomSteps: fc.Arbitrary<readonly RandomStep[]> = fc.array(step, { maxLength: 40, size: 'max' });
