import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, NOW, record, Workbench } from './workbench.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Faults other systems had (docs/reference/faults.md). */
describe('what went wrong elsewhere, with the configuration nobody has touched (I8)', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
    await bench.grant('a', 100);
  });

  afterEach(() => bench.remove());

  const remaining = async () => {
    const last = (await bench.events('a')).findLast((event) => event.type === 'UsageCharged');
    return last?.type === 'UsageCharged' ? last.data.remainingAfterMicro : undefined;
  };

  it('I2: a write that fails after the id was looked up is charged by the retry, once and not never', async () => {
    bench.failAppendsAfter(0);
    await expect(bench.feed(0, { id: 'x' })).rejects.toThrow('the disk is gone');
    bench.ledger.failed.catch(() => undefined);
    await bench.reopen();
    expect(await bench.charged('a')).toEqual([]);
    expect(await bench.feed(0, { id: 'x' })).toEqual(['charged']);
    expect(await bench.feed(1, { id: 'x' })).toEqual(['duplicate']);
    expect(await remaining()).toBe(99n);
  });

  it.each([10 * MINUTE, 25 * HOUR, 34 * DAY, 40 * DAY])(
    'I3: the same id %d ms later is charged once',
    async (later) => {
      expect(await bench.feed(0, { id: 'x' })).toEqual(['charged']);
      bench.now = NOW + later;
      const { outcomes } = await bench.intake([record(1, { id: 'x' }, NOW + later)]);
      expect(outcomes.map(({ type }) => type)).toEqual(['duplicate']);
      expect(await bench.charged('a')).toEqual(['x']);
    },
  );

  it('I9: a batch with one id that is stored already still charges the others', async () => {
    await bench.feed(0, { id: 'x' });
    expect(await bench.feed(1, { id: 'v' }, { id: 'x' }, { id: 'y' })).toEqual(['charged', 'duplicate', 'charged']);
    expect(await remaining()).toBe(97n);
  });

  it('I16: a call told in part and again as a whole under its id is counted once, the other on record', async () => {
    expect(await bench.feed(0, { id: 'x', input: 3 })).toEqual(['charged']);
    expect(await bench.feed(1, { id: 'x', input: 10 })).toEqual(['conflict']);
    expect(await remaining()).toBe(97n);
  });

  it('L4: usage too far in the future is not charged, and is kept with its reason', async () => {
    expect(await bench.feed(0, { id: 'x', occurredAt: NOW + 6 * MINUTE })).toEqual(['usage_in_future']);
    expect(await bench.held()).toEqual(['x usage_in_future']);
    expect(await bench.charged('a')).toEqual([]);
  });
});
