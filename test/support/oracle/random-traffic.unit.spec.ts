import { describe, expect, it } from '@jest/globals';
import { readUsage } from './cloud-event.js';
import type { Grant } from './account/book.js';
import { sum } from './arithmetic.js';
import { Dice } from './dice.js';
import { makeTraffic, Oracle, stepsOf } from './index.js';
import { Unusable } from './provider-blocks.js';
import { broken, usageEvent } from './random-events.js';

const OPTIONS = { seed: 7, accounts: 20, events: 4_000, priceChange: true };

describe('random traffic', () => {
  const traffic = makeTraffic(OPTIONS);
  const oracle = new Oracle().run(stepsOf(traffic));
  const totals = oracle.totals.get('traffic');

  it('is the same for the same seed and another for another', () => {
    expect(makeTraffic(OPTIONS)).toEqual(traffic);
    expect(makeTraffic({ ...OPTIONS, seed: 8 }).records).not.toEqual(traffic.records);
  });

  it('leads to every outcome, every reason to hold but the range of amounts, and every kind of release', () => {
    expect(Object.values(totals ?? {}).every((count) => count > 0)).toBe(true);
    expect(oracle.releases.charged).toBeGreaterThan(0);
    const stillHeld = new Set(oracle.held.filter((held) => held.releasedAs === null).map((held) => held.reason));
    expect([...stillHeld].sort()).toEqual(['account_unknown', 'usage_in_future', 'usage_too_old']);
  });

  it('uses grants up, leaves overage, reaches several periods and fires alerts', () => {
    const books = [...oracle.accounts.values()];
    expect(books.some((book) => book.grants.some((grant) => grant.remainingMicro === 0n))).toBe(true);
    expect(books.some((book) => book.overageMicro > 0n)).toBe(true);
    expect(books.some((book) => new Set(book.charges.map((charge) => charge.period)).size > 1)).toBe(true);
    expect(books.flatMap((book) => book.charges).some((charge) => charge.flags.includes('before_opening'))).toBe(true);
    expect(books.some((book) => book.alerts.length > 0)).toBe(true);
  });

  it('breaks none of its commands and charges none of its broken records', () => {
    expect(oracle.refusals).toEqual([]);
    expect(totals?.rejected).toBeGreaterThan(20);
  });

  it('prices by both full versions and, once it comes, by the addition', () => {
    const charges = [...oracle.accounts.values()].flatMap((book) => book.charges);
    const versions = new Set(charges.flatMap((charge) => charge.components.map((component) => component.version)));
    expect([...versions].sort()).toEqual([1, 2, 3]);
    expect(charges.some((charge) => charge.components.some((one) => one.promotion !== null))).toBe(true);
  });

  it('breaks records in ways of which none can be charged', () => {
    const dice = new Dice(3);
    const call = { source: 's', account: 'a', members: [], model: 'gpt-6', occurredAt: Date.UTC(2026, 1, 1) };
    for (let index = 0; index < 500; index += 1) {
      const text = broken(dice, usageEvent(dice, { ...call, id: `call-${index}` }));
      expect([text, readUsage({ text })]).toEqual([text, expect.any(Unusable)]);
    }
  });

  it('adds up: grants are what they were given less what left them, overage what was made of it (rules 19, 21)', () => {
    for (const { book, charges } of oracle.accounts.values()) {
      for (const grant of book.grants.values()) expect(grant.amountMicro).toBe(sum(whereItWent(grant)));
      const buckets = [...book.buckets.values()];
      for (const bucket of buckets) expect(bucket.createdMicro).toBe(bucket.openMicro + bucket.writtenOffMicro);
      const consumed = sum([...book.grants.values()].map((grant) => grant.consumedMicro));
      const charged = sum(charges.map((charge) => charge.totalMicro));
      expect(charged).toBe(consumed + sum(buckets.map((bucket) => bucket.createdMicro)));
    }
  });
});

function whereItWent(grant: Grant): bigint[] {
  return [
    grant.remainingMicro,
    grant.consumedMicro,
    grant.repaidMicro,
    grant.expiredMicro,
    grant.forfeitedMicro,
    grant.rolledOutMicro,
    grant.transferredOutMicro,
    grant.refundedMicro,
    grant.adjustedDownMicro,
  ];
}
