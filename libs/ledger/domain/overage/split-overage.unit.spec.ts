import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import { blockBucket, february, granted, OPEN } from '../../../../test/support/ledger/samples.js';
import { holding } from '../../../../test/support/ledger/hold-samples.js';
import {
  invoiceBucket,
  invoiceUpTo,
  limitBucket,
  limitOf,
  owed,
  policySet,
  PRICE,
} from '../../../../test/support/ledger/overage-samples.js';
import type { AccountEvent } from '../events.js';
import { headroomMicro } from './headroom.js';
import { splitOverage } from './split-overage.js';

const headroomHeld = (headroom: number): AccountEvent => holding('r', [], { headroom });
const split = (history: readonly AccountEvent[], amount: number, period = 0, own = 0n) =>
  splitOverage(fold(...OPEN, ...history), period, micro(amount), own).map(({ bucket, amountMicro }) => [
    bucket,
    Number(amountMicro),
  ]);

describe('overage under `block` (rule 22)', () => {
  it('is never billed, whatever it is', () => {
    expect(split([], 100)).toEqual([[blockBucket(), 100]]);
  });
});

describe('overage under `limit` (rule 22)', () => {
  it('goes to the limit as far as it reaches, beyond it is as `block`', () => {
    expect(split([limitOf(100)], 99)).toEqual([[limitBucket(), 99]]);
    expect(split([limitOf(100)], 100)).toEqual([[limitBucket(), 100]]);
    expect(split([limitOf(100)], 101)).toEqual([
      [limitBucket(), 100],
      [blockBucket(), 1],
    ]);
  });

  it('counts what is still owed of every period', () => {
    expect(split([limitOf(100), owed(limitBucket(), 70, 70), february], 50, 1)).toEqual([
      [limitBucket(1), 30],
      [blockBucket(1), 20],
    ]);
  });

  it('makes nothing of a limit that was lowered below what is owed', () => {
    expect(split([limitOf(100), owed(limitBucket(), 70, 70), limitOf(50)], 10)).toEqual([[blockBucket(), 10]]);
  });

  it('leaves alone what reservations hold of it, but for the own one (rule 23)', () => {
    const history = [limitOf(100), headroomHeld(60)];
    expect(split(history, 50)).toEqual([
      [limitBucket(), 40],
      [blockBucket(), 10],
    ]);
    expect(split(history, 110, 0, 60n)).toEqual([
      [limitBucket(), 100],
      [blockBucket(), 10],
    ]);
  });
});

describe('overage under `invoice` (rule 22)', () => {
  it('is billed up to the cap of its period, beyond it is as `block`: costs stay predictable', () => {
    const history = [invoiceUpTo(100), owed(invoiceBucket(), 70, 70), february];
    expect(split(history, 50)).toEqual([
      [invoiceBucket(), 30],
      [blockBucket(), 20],
    ]);
    expect(split(history, 150, 1)).toEqual([
      [invoiceBucket(1), 100],
      [blockBucket(1), 50],
    ]);
  });

  it('counts what the period owes at every price, and takes the price of now', () => {
    const dearer = invoiceUpTo(100, { ...PRICE, version: 2, amountMinor: 3n });
    expect(split([invoiceUpTo(100), owed(invoiceBucket(), 70, 70), dearer], 50)).toEqual([
      [invoiceBucket(0, 2), 30],
      [blockBucket(), 20],
    ]);
  });

  it('leaves alone what reservations hold of the cap (rule 23)', () => {
    expect(split([invoiceUpTo(100), headroomHeld(60)], 50)).toEqual([
      [invoiceBucket(), 40],
      [blockBucket(), 10],
    ]);
  });
});

describe('overage headroom', () => {
  it('is nothing under `block`, and never less than nothing', () => {
    expect(headroomMicro(fold(...OPEN), 0)).toBe(0n);
    expect(headroomMicro(fold(...OPEN, limitOf(100), headroomHeld(60), limitOf(10)), 0)).toBe(0n);
    expect(headroomMicro(fold(...OPEN, limitOf(100), headroomHeld(60), policySet({ type: 'block' })), 0)).toBe(0n);
  });

  it('does not depend on grants', () => {
    expect(headroomMicro(fold(...OPEN, limitOf(100), granted('g', 7)), 0)).toBe(100n);
  });
});
