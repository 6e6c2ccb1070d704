import { describe, expect, it } from '@jest/globals';
import { after, granted, NOON, OPENED, opened, published, reportA, tariff, used } from './examples.js';
import { chargeOf, type Step, type TariffBody } from './index.js';

describe('the oracle on charges', () => {
  it('pays 100 in and 10 out, 1,400 micro-credits, component by component, the promotion before the top-up', () => {
    const oracle = after(
      published,
      opened(),
      granted('bought', '5000'),
      granted('gift', '1200', { source: 'promotion' }),
      used('u', { input: 100, output: 10 }),
    );
    expect(chargeOf(oracle, 'gw', 'u')?.allocations).toEqual([
      { component: 0, grant: 'gift', overagePeriod: null, amountMicro: 1000n, afterMicro: 200n },
      { component: 1, grant: 'gift', overagePeriod: null, amountMicro: 200n, afterMicro: 0n },
      { component: 1, grant: 'bought', overagePeriod: null, amountMicro: 200n, afterMicro: 4800n },
    ]);
  });

  it('puts what no grant pays into the bucket of the period of the usage (rule 21)', () => {
    const report = reportA(after(published, opened(), granted('g', '300'), used('u', { input: 100 })));
    expect(report.overageByPeriod).toEqual({ 1: 700n });
    expect(report.remainingByGrant).toEqual({ g: 0n });
  });

  it('rounds 5 thirds half up to 2 and 4 thirds to 1, once per component (rule 2)', () => {
    const tiny = { model: 'tiny' };
    const oracle = after(published, opened(), used('five', { input: 5 }, tiny), used('four', { input: 4 }, tiny));
    expect(chargeOf(oracle, 'gw', 'five')?.totalMicro).toBe(2n);
    expect(chargeOf(oracle, 'gw', 'four')?.totalMicro).toBe(1n);
  });

  it('takes a dated promotion off before it rounds', () => {
    const half = { id: 'half', from: OPENED, until: '2026-03-01T00:00:00Z', numerator: 1, denominator: 2 };
    const promoted: Step = { ...published, body: { ...tariff, promotions: [half] } } as Step;
    const oracle = after(promoted, opened(), used('u', { input: 3 }, { model: 'tiny' }));
    expect(chargeOf(oracle, 'gw', 'u')?.totalMicro).toBe(1n);
  });

  it('burns the sooner expiry first, then the narrower scope, then the lower id (rule 16)', () => {
    const soon = { expiresAt: '2026-02-10T00:00:00Z' };
    const oracle = after(
      published,
      opened(),
      granted('~2', '100'),
      granted('~10', '100'),
      granted('narrow', '100', { scope: { models: ['large'] } }),
      granted('soon', '100', soon),
      used('u', { input: 35 }),
    );
    const payers = chargeOf(oracle, 'gw', 'u')?.allocations.map((allocation) => allocation.grant);
    expect(payers).toEqual(['soon', 'narrow', '~10', '~2']);
  });

  it('lets a grant pay from its first instant up to, not including, its expiry (rule 14)', () => {
    const report = reportA(
      after(
        published,
        opened(),
        granted('over', '1000', { expiresAt: '2026-02-01T12:00:00Z' }),
        granted('starting', '1000', { eligibleFrom: '2026-02-01T12:00:00Z' }),
        granted('later', '1000', { eligibleFrom: '2026-02-01T12:00:01Z', source: 'promotion' }),
        used('u', { input: 10 }),
      ),
    );
    expect(report.remainingByGrant).toEqual({ over: 1000n, starting: 900n, later: 1000n });
  });

  it('judges usage from before the opening at its receipt and books it in the first period (rule 13)', () => {
    const before = { occurredAt: '2026-01-09T00:00:00Z' };
    const soon = Date.parse('2026-01-12T00:00:00Z');
    const oracle = after(published, opened(), granted('g', '1000'), used('u', { input: 10 }, before, soon));
    const charge = chargeOf(oracle, 'gw', 'u');
    expect([charge?.period, charge?.judgedAt, charge?.flags]).toEqual([0, soon, ['before_opening']]);
    expect(reportA(oracle).remainingMicro).toBe(900n);
  });

  it('charges an unknown member all the same and says so (rule 21)', () => {
    const oracle = after(published, opened(), used('u', { input: 1 }, { member: 'stranger' }));
    expect(chargeOf(oracle, 'gw', 'u')?.flags).toEqual(['member_unknown']);
  });
});

describe('the oracle on identity', () => {
  it('tells a duplicate from a conflict, and counts a conflict once per content (rule 6)', () => {
    const oracle = after(
      published,
      opened(),
      used('u', { input: 1 }),
      used('u', { output: 0, input: 1 }, { requestId: 'again' }),
      used('u', { input: 2 }),
      used('u', { input: 2 }),
      used('u', { input: 3 }),
    );
    expect(oracle.totals.get('s')).toEqual({ charged: 1, duplicate: 1, conflict: 3, held: 0, rejected: 0 });
    expect(reportA(oracle).conflicts).toBe(2);
    expect(reportA(oracle).overageMicro).toBe(10n);
  });

  it('lets a key that was only held or refused be used by another content (rule 6)', () => {
    const unknown = used('u', { input: 1 }, { account: 'nobody' });
    const oracle = after(published, opened(), unknown, used('u', { input: -1 }), used('u', { input: 2 }));
    expect(oracle.totals.get('s')).toEqual({ charged: 1, duplicate: 0, conflict: 0, held: 1, rejected: 1 });
  });

  it('counts a place that is read again once (rule 37)', () => {
    const record = used('u', { input: 1 });
    const oracle = after(published, opened(), record, record);
    expect(oracle.totals.get('s')?.duplicate).toBe(0);
  });

  it('refuses a source its producer may not use (rule 8)', () => {
    const step = used('u', { input: 1 });
    if (step.type !== 'receive') throw new Error('a receipt was expected');
    const oracle = after(published, opened());
    expect(oracle.receive({ ...step.record, allowedSources: ['other', 'gateway/*'] })).toBe('rejected');
  });
});

describe('the oracle on what must wait', () => {
  const day = 24 * 3_600_000;

  it.each([
    [35 * day, 'charged'],
    [35 * day + 1, 'held'],
    [-5 * 60_000, 'charged'],
    [-5 * 60_000 - 1, 'held'],
  ])('answers a usage received %p ms after it happened with %p (rule 13)', (lag, outcome) => {
    const oracle = after(published, opened());
    const step = used('u', { input: 1 }, {}, NOON + lag);
    if (step.type !== 'receive') throw new Error('a receipt was expected');
    expect(oracle.receive(step.record)).toBe(outcome);
  });

  it('charges by itself what waited for the account and then for the rate, in order of arrival (rule 30)', () => {
    const addition: TariffBody = {
      ...tariff,
      mode: 'addition',
      rates: [{ target: 'new', kind: 'input', tier: 'standard', creditsMicro: '7', per: 1 }],
    };
    const oracle = after(
      published,
      used('first', { input: 1 }, { model: 'new' }),
      used('second', { input: 2 }),
      used('second', { input: 3 }),
      opened(),
    );
    expect(oracle.held.map((held) => held.releasedAs ?? held.reason)).toEqual(['rate_unknown', 'charged', 'conflict']);
    oracle.step({ type: 'publishTariff', at: OPENED, body: addition });
    expect(oracle.held[0]?.releasedAs).toBe('charged');
    expect(chargeOf(oracle, 'gw', 'first')?.components[0]).toMatchObject({ version: 2, amountMicro: 7n });
  });

  it('never lets an addition alter a price the book has (rule 30)', () => {
    const rates = [{ target: 'large', kind: 'input', tier: 'standard', creditsMicro: '1', per: 1 }];
    const oracle = after(
      published,
      { type: 'publishTariff', at: OPENED, body: { ...tariff, mode: 'addition', rates } },
      opened(),
      used('u', { input: 1 }),
    );
    expect(chargeOf(oracle, 'gw', 'u')?.totalMicro).toBe(10n);
  });

  it('keeps an addition in force under a later full version that leaves its pair out', () => {
    const rates = [{ target: 'new', kind: 'input', tier: 'standard', creditsMicro: '7', per: 1 }];
    const later = { ...tariff, effectiveFrom: '2026-02-01T00:00:00Z' };
    const before = { model: 'new', occurredAt: '2026-01-31T23:59:59Z' };
    const oracle = after(
      published,
      { type: 'publishTariff', at: OPENED, body: { ...tariff, mode: 'addition', rates } },
      { type: 'publishTariff', at: OPENED, body: later },
      opened(),
      used('before', { input: 1 }, before),
      used('since', { input: 1 }, { model: 'new' }),
    );
    expect(chargeOf(oracle, 'gw', 'before')?.totalMicro).toBe(7n);
    expect(chargeOf(oracle, 'gw', 'since')?.totalMicro).toBe(7n);
    expect(oracle.held).toEqual([]);
  });

  it('holds what leaves 64 bits and changes nothing (rule 1)', () => {
    const rates = [{ target: 'large', kind: 'input', tier: 'standard', creditsMicro: '9000000000000000000', per: 1 }];
    const oracle = after(
      { type: 'publishTariff', at: OPENED, body: { ...tariff, rates } },
      opened(),
      used('fits', { input: 1 }),
      used('too much', { input: 1 }),
      used('never', { input: 2 }),
    );
    expect(oracle.held.map((held) => held.reason)).toEqual(['amount_out_of_range', 'amount_out_of_range']);
    expect(reportA(oracle).overageMicro).toBe(9_000_000_000_000_000_000n);
  });
});
