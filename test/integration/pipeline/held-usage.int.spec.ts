import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, inShort, NOW, record, Workbench } from './workbench.js';

describe('held usage', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
  });

  afterEach(() => bench.remove());

  it('is kept with its reason, sentence, key and original bytes', async () => {
    const { outcomes } = await bench.intake([record(4, { id: 'x' })]);
    expect(outcomes).toMatchObject([{ type: 'held', key: { source: 'gateway', id: 'x' }, reason: 'account_unknown' }]);
    const [held] = await bench.ledger.intakeRecords.heldForRelease(
      { reason: 'account_unknown' },
      { after: 0, limit: 10 },
    );
    expect(held?.row).toMatchObject({ reason: 'account_unknown', account: 'a', model: 'm', usageId: 'x', offset: 4 });
    expect(held?.row.sentence).toContain('Account a is not open');
    expect(Buffer.from(held!.original.bytes!)).toEqual(Buffer.from(record(4, { id: 'x' }).bytes!));
  });

  it('is charged by itself when its account is opened, and its bytes are forgotten (rules 30, 38)', async () => {
    await bench.price('m');
    await bench.feed(0, { id: 'x' }, { id: 'y', account: 'other' });
    await bench.openAccount('a');
    expect(await bench.charged('a')).toEqual(['x']);
    expect(await bench.held()).toEqual(['x charged', 'y account_unknown']);
    const waiting = await bench.ledger.intakeRecords.heldForRelease(
      { reason: 'account_unknown' },
      { after: 0, limit: 10 },
    );
    expect(waiting.map(({ row }) => row.usageId)).toEqual(['y']);
  });

  it('is charged by itself when its model is priced, by an addition too (rule 30)', async () => {
    await bench.price('m');
    await bench.openAccount('a');
    expect(await bench.feed(0, { id: 'x', model: 'new' })).toEqual(['rate_unknown']);
    await bench.price('new', 'addition');
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it('waits for the rate when the account came first, and is still charged by itself', async () => {
    await bench.feed(0, { id: 'x' });
    await bench.openAccount('a');
    expect(await bench.held()).toEqual(['x rate_unknown']);
    await bench.price('m');
    expect(await bench.held()).toEqual(['x charged']);
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it('waits for the account when the rate came first', async () => {
    await bench.feed(0, { id: 'x' });
    await bench.price('m');
    expect(await bench.held()).toEqual(['x account_unknown']);
    await bench.openAccount('a');
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it('is charged once, at once or by the release, when its account is opened at the same time', async () => {
    await bench.price('m');
    await Promise.all([bench.openAccount('a'), bench.feed(0, { id: 'x' }), bench.openAccount('b')]);
    await bench.ledger.heldSettled();
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it('is released in order of arrival', async () => {
    await bench.price('m');
    const ids = Array.from({ length: 30 }, (_, at) => `c-${(at * 7) % 30}`);
    await bench.feed(0, ...ids.map((id) => ({ id })));
    await bench.openAccount('a');
    expect(await bench.charged('a')).toEqual(ids);
  });

  it('is released beyond one page', async () => {
    await bench.price('m');
    const ids = Array.from({ length: 1_201 }, (_, at) => `c-${at}`);
    await bench.feed(0, ...ids.map((id) => ({ id })));
    await bench.openAccount('a');
    expect(await bench.charged('a')).toEqual(ids);
  });

  it('is released past those whose bytes were erased after 30 days (rule 38)', async () => {
    await bench.price('m');
    const long = NOW - 31 * DAY;
    const old = Array.from({ length: 501 }, (_, at) =>
      record(at, { id: `old-${at}`, account: 'b', occurredAt: long }, long),
    );
    const { outcomes } = await bench.intake(old);
    expect(new Set(outcomes.map(inShort))).toEqual(new Set(['account_unknown']));
    await bench.feed(501, { id: 'new', account: 'b' });
    await bench.ledger.intakeRecords.eraseOriginals(NOW - 30 * DAY);
    await bench.openAccount('b');
    expect(await bench.charged('b')).toEqual(['new']);
  });

  it('of the same key twice is charged once; of other content is a conflict', async () => {
    await bench.price('m');
    await bench.feed(0, { id: 'x' }, { id: 'x' }, { id: 'x', input: 2 });
    await bench.openAccount('a');
    expect(await bench.held()).toEqual(['x charged', 'x duplicate', 'x conflict']);
    expect(await bench.typesOf('a')).toEqual([
      'AccountOpened',
      'PeriodOpened',
      'UsageCharged',
      'UsageConflictRecorded',
    ]);
  });

  it('becomes a duplicate when the usage was charged in the meantime', async () => {
    await bench.openAccount('a');
    await bench.feed(0, { id: 'x', model: 'new' });
    await bench.price('m');
    await bench.feed(1, { id: 'x' });
    await bench.price('new', 'addition');
    expect(await bench.held()).toEqual(['x conflict']);
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it('keeps its cause, its producer and its receipt when it is charged late', async () => {
    await bench.price('m');
    await bench.intake([record(4, { id: 'x' }, NOW - 3)]);
    bench.now += DAY;
    await bench.openAccount('a');
    const [debit] = await bench.ledger.reader.stream('account-a', 2, 1);
    expect(debit?.meta).toMatchObject({ receivedAt: NOW - 3, recordedAt: NOW + DAY, actor: 'metering.usage.v1' });
    expect(debit?.meta.cause).toMatchObject({ type: 'intake', offset: 4 });
  });

  it('is measured against its own receipt: waiting does not make it too old (rule 13)', async () => {
    await bench.price('m');
    await bench.feed(0, { id: 'x' });
    bench.now += 100 * DAY;
    await bench.openAccount('a');
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it.each(['usage_too_old', 'usage_in_future'])(
    'is not released by itself as %s: an operator decides',
    async (reason) => {
      const occurredAt = reason === 'usage_too_old' ? NOW - 35 * DAY - 1 : NOW + 300_001;
      await bench.feed(0, { id: 'x', occurredAt });
      await bench.openAccount('a');
      await bench.price('m');
      await bench.reopen();
      expect(await bench.held()).toEqual([`x ${reason}`]);
    },
  );

  it('is released at the next start when the process ended between the opening and the release', async () => {
    await bench.price('m');
    await bench.feed(0, { id: 'x' }, { id: 'y', account: 'b' }, { id: 'z', account: 'b', model: 'new' });
    // The opening is durable, the release that follows it is not.
    bench.failAppendsAfter(1);
    await expect(bench.openAccount('a')).rejects.toThrow('the disk is gone');
    expect(await bench.typesOf('a')).toEqual(['AccountOpened', 'PeriodOpened']);
    await bench.reopen();
    expect(await bench.charged('a')).toEqual(['x']);
    expect(await bench.held()).toEqual(['x charged', 'y account_unknown', 'z account_unknown']);
  });

  it('is not held up by a release that failed: the next opening and the end of the process go their way', async () => {
    await bench.price('m');
    await bench.feed(0, { id: 'x' }, { id: 'y', account: 'b' });
    bench.failAppendsAfter(1);
    await expect(bench.openAccount('a')).rejects.toThrow('the disk is gone');
    bench.failAppendsAfter(Infinity);
    await bench.openAccount('b');
    expect(await bench.charged('b')).toEqual(['y']);
  });
});
