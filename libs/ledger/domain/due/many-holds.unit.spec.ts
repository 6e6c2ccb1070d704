import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../../test/support/ledger/fold.js';
import { holding } from '../../../../test/support/ledger/hold-samples.js';
import { clockAt, granted, NOW, OPEN } from '../../../../test/support/ledger/samples.js';
import { OPEN_HOLDS_MAX } from '../bounds.js';
import { evolveAll } from '../evolve.js';
import { dueWork } from './due-work.js';

/** In no order of name or end. */
function manyHolds(endOf: (number: number) => number) {
  return Array.from({ length: OPEN_HOLDS_MAX }, (_, at) => {
    const number = (at * 7_919) % OPEN_HOLDS_MAX;
    return holding(`r-${number.toString().padStart(5, '0')}`, [['g', 1]], { expiresAt: NOW + endOf(number) });
  });
}

/** The one writer of a process waits for this decision: looked for one by one, they would keep it for a minute. */
const BEARABLE_MS = 10_000;

describe('as many reservations as an account may have, all run out while nobody came by', () => {
  it.each([
    ['at one instant', () => 1],
    ['one after the other', (number: number) => OPEN_HOLDS_MAX - number],
  ] as const)(
    '%s, end in one decision in bearable time, in the order of their ends, then by name',
    (_, endOf) => {
      const state = evolveAll(fold(...OPEN, granted('g', OPEN_HOLDS_MAX)), manyHolds(endOf));
      const startedAt = performance.now();
      const { events, state: after } = dueWork(state, clockAt(NOW + OPEN_HOLDS_MAX));
      expect(performance.now() - startedAt).toBeLessThan(BEARABLE_MS);
      const order = events.map((event) => (event.type === 'ReservationEnded' ? event.data.reservation : event.type));
      const byName = [...state.holds].map(([name]) => name).sort();
      expect(order).toEqual(endOf(0) === endOf(1) ? byName : byName.reverse());
      expect([after.holds.size, after.nothingDueBefore.holds]).toEqual([0, Infinity]);
    },
    120_000,
  );
});
