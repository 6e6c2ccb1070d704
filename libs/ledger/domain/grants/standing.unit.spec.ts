import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import { granted, NOW, OPEN, OPENED_AT } from '../../../../test/support/ledger/samples.js';
import {
  invoiceUpTo,
  limitOf,
  owed,
  limitBucket,
  invoiceBucket,
} from '../../../../test/support/ledger/overage-samples.js';
import { isBlocked } from '../account/is-blocked.js';
import type { AccountEvent } from '../events.js';
import { UNSCOPED } from '../terms.js';
import {
  availableMicro,
  freeMicro,
  lapsingMicro,
  pendingRolloverMicro,
  usableMicro,
  type StandingGrant,
} from './standing.js';

const grant = (remaining: number, more: Partial<StandingGrant> = {}): StandingGrant => ({
  remainingMicro: micro(remaining),
  heldMicro: micro(0),
  eligibleFrom: OPENED_AT,
  expiresAt: null,
  scope: UNSCOPED,
  rollover: null,
  ...more,
});
const scope = { ...UNSCOPED, models: ['qwen'] };

describe('what stands of a grant', () => {
  it('is free as far as no reservation holds it: not at all of one that has ended (rule 25)', () => {
    expect(freeMicro(grant(10, { heldMicro: micro(4) }))).toBe(6n);
    expect(freeMicro(grant(4, { heldMicro: micro(4) }))).toBe(0n);
  });

  it('is available from its first instant to the last before its expiry, free and unscoped (rules 14, 25)', () => {
    const inTime = grant(10, { eligibleFrom: NOW, expiresAt: NOW + 5, heldMicro: micro(4) });
    expect([NOW - 1, NOW, NOW + 4, NOW + 5].map((at) => availableMicro([inTime], at))).toEqual([0n, 6n, 6n, 0n]);
    expect(availableMicro([grant(10, { scope })], NOW)).toBe(0n);
    expect(usableMicro([grant(10, { scope })], NOW)).toBe(10n);
  });

  it('lapses after its expiry until it is taken, what is held left out (rule 14)', () => {
    const lapsing = grant(10, { expiresAt: NOW, heldMicro: micro(4) });
    expect([NOW - 1, NOW].map((at) => lapsingMicro([lapsing], at))).toEqual([0n, 6n]);
    expect(lapsingMicro([grant(4, { expiresAt: NOW, heldMicro: micro(4) })], NOW)).toBe(0n);
  });

  it('is pending after its expiry as far as it rolls over, and lapses beyond (rule 18)', () => {
    const rolling = grant(10, { expiresAt: NOW, rollover: { maxMicro: micro(7) } });
    expect([NOW - 1, NOW].map((at) => pendingRolloverMicro([rolling], at))).toEqual([0n, 7n]);
    expect(lapsingMicro([rolling], NOW)).toBe(3n);
    expect(pendingRolloverMicro([{ ...rolling, remainingMicro: micro(5) }], NOW)).toBe(5n);
  });
});

describe('an account is blocked (rule 22)', () => {
  const isBlockedNow = (...history: readonly AccountEvent[]) => isBlocked(fold(...OPEN, ...history), NOW);

  it('when nothing is left to draw on', () => {
    expect(isBlockedNow()).toBe(true);
    expect(isBlockedNow(granted('g', 1))).toBe(false);
    expect(isBlockedNow(granted('g', 1, { scope }))).toBe(false);
    expect(isBlockedNow(granted('g', 1, { expiresAt: NOW }))).toBe(true);
    expect(isBlockedNow(granted('g', 1, { eligibleFrom: NOW + 1 }))).toBe(true);
  });

  it('not while a rollover is pending (rule 18)', () => {
    expect(isBlockedNow(granted('g', 1, { expiresAt: NOW, rollover: { maxMicro: micro(1) } }))).toBe(false);
  });

  it('not while there is overage headroom', () => {
    expect(isBlockedNow(limitOf(10), owed(limitBucket(), 9, 9))).toBe(false);
    expect(isBlockedNow(limitOf(10), owed(limitBucket(), 10, 10))).toBe(true);
    const capped = [invoiceUpTo(10), owed(invoiceBucket(), 10, 10)];
    expect(isBlockedNow(...capped)).toBe(true);
    expect(isBlocked(fold(...OPEN, ...capped), OPEN[1].data.endsAt)).toBe(false);
  });

  it('when it is not active, whatever it has', () => {
    const suspended: AccountEvent = {
      type: 'AccountStatusSet',
      data: { account: 'a', status: 'suspended', reason: 'unpaid' },
    };
    expect(isBlockedNow(granted('g', 1), suspended)).toBe(true);
  });
});
