import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accountOpened, micro } from '../../../../test/support/journal/event-builders.js';
import { clockAt, granted, instant } from '../../../../test/support/ledger/samples.js';
import { pack, plan, Shop } from '../../../../test/support/ledger/shop.js';
import type { AccountEvent } from '../events.js';
import type { OpenAccountState } from '../state.js';
import { dueWork } from './due-work.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

interface Life {
  readonly zone: string;
  readonly billingDay: number;
  readonly openedAt: number;
}

/** An account with everything that falls due: plans with and without rollover, instalments, packs that expire. */
function accountOf({ zone, billingDay, openedAt }: Life): OpenAccountState {
  const shop = new Shop(accountOpened('a', { zone, billingDay, openedAt }).data);
  const at = openedAt + HOUR;
  shop.subscribe(at, plan({ rollover: { maxMicro: micro(4_000_000) } }), 'monthly');
  shop.subscribe(at, plan({ kind: 'free_quota', every: { unit: 'day', count: 1 } }), 'daily');
  shop.subscribe(at, plan({ kind: 'instalment', count: 3, every: { unit: 'month', count: 1 } }), 'phone');
  shop.buy(at, pack({ validity: { unit: 'day', count: 30 } }));
  shop.add([granted('g', 10, { expiresAt: openedAt + 45 * DAY })]);
  return shop.state;
}

/** Everything that is done up to the last instant when the ledger looks at each of these. */
function lived(state: OpenAccountState, instants: readonly number[]): readonly AccountEvent[] {
  const events: AccountEvent[] = [];
  let current = state;
  for (const now of instants) {
    const due = dueWork(current, clockAt(now));
    events.push(...due.events);
    current = due.state;
  }
  return events;
}

const life: fc.Arbitrary<Life> = fc.record({
  zone: fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', 'Africa/Cairo', 'Australia/Lord_Howe'),
  billingDay: fc.constantFrom(1, 8, 24, 29, 30, 31),
  openedAt: fc.integer({ min: instant('2027-11-01T00:00:00Z'), max: instant('2028-11-01T00:00:00Z') }),
});

describe('however long the ledger slept (rule 15)', () => {
  it('it decides the same events in the same order as one that was awake', () => {
    const naps = fc.array(fc.integer({ min: 1, max: 100 * DAY }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(life, naps, (terms, offsets) => {
        const state = accountOf(terms);
        const until = terms.openedAt + 100 * DAY;
        const instants = offsets.map((offset) => terms.openedAt + offset).sort((left, right) => left - right);
        const slept = lived(state, [until]);
        expect(slept.length).toBeGreaterThan(100);
        expect(lived(state, [...instants, until])).toEqual(slept);
      }),
      { numRuns: 20 },
    );
  });

  it('also in the very instants at which something falls due, and again', () => {
    const terms = { zone: 'Africa/Cairo', billingDay: 24, openedAt: instant('2026-03-24T00:00:00Z') };
    const until = terms.openedAt + 70 * DAY;
    const hours = Array.from({ length: 70 * 24 }, (_, hour) => terms.openedAt + hour * HOUR);
    const state = accountOf(terms);
    expect(lived(state, [...hours, until, until])).toEqual(lived(state, [until]));
  });
});
