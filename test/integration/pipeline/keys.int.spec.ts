import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CONTENT_HASH_VERSION } from '#libs/metering/index.js';
import { NOW, record, Workbench } from './workbench.js';

describe('a usage key', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
    await bench.openAccount('b');
    await bench.grant('a', 100);
  });

  afterEach(() => bench.remove());

  it('is charged once: in a later batch, after a restart and from another place it is a duplicate (rule 4, I11)', async () => {
    const first = await bench.intake([record(0, { id: 'x' })]);
    await bench.reopen();
    const again = await bench.intake([record(7, { id: 'x' })], 'file:other');
    expect(first.outcomes).toMatchObject([{ type: 'charged', at: { account: 'a', revision: 3 }, totalMicro: 1n }]);
    expect(again.outcomes).toMatchObject([{ type: 'duplicate', at: { account: 'a', revision: 3 } }]);
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it('may come twice in one batch', async () => {
    expect(await bench.feed(0, { id: 'x' }, { id: 'y' }, { id: 'x' })).toEqual(['charged', 'charged', 'duplicate']);
    expect(await bench.charged('a')).toEqual(['x', 'y']);
  });

  it('is the same content whatever time it names (rule 5, I1)', async () => {
    await bench.feed(0, { id: 'x', occurredAt: NOW - 5 });
    expect(await bench.feed(1, { id: 'x', occurredAt: NOW - 9 })).toEqual(['duplicate']);
  });

  it('is another usage under another source', async () => {
    expect(await bench.feed(0, { id: 'x' }, { id: 'x', source: 'gateway-2' })).toEqual(['charged', 'charged']);
  });

  describe('I4: with other content', () => {
    const conflicts = async (account: string) =>
      (await bench.events(account)).flatMap((event) => (event.type === 'UsageConflictRecorded' ? [event.data] : []));

    it('is a conflict on the account that holds it, without a debit', async () => {
      await bench.feed(0, { id: 'x' });
      const { outcomes } = await bench.intake([record(1, { id: 'x', input: 2 })]);
      expect(outcomes).toMatchObject([{ type: 'conflict', at: { account: 'a', revision: 3 } }]);
      expect(await bench.charged('a')).toEqual(['x']);
      expect(await conflicts('a')).toMatchObject([
        { source: 'gateway', id: 'x', chargedRevision: 3, claimedAccount: 'a', hashVersion: CONTENT_HASH_VERSION },
      ]);
    });

    it('is recorded once per content, across batches, within one, and after a restart (rule 6)', async () => {
      const other = { id: 'x', input: 2 };
      expect(await bench.feed(0, { id: 'x' }, other, other)).toEqual(['charged', 'conflict', 'conflict']);
      expect(await bench.feed(3, other, { id: 'x', input: 3 })).toEqual(['conflict', 'conflict']);
      await bench.reopen();
      expect(await bench.feed(5, other, { id: 'x', input: 3 }, { id: 'x' })).toEqual([
        'conflict',
        'conflict',
        'duplicate',
      ]);
      expect(await conflicts('a')).toHaveLength(2);
    });

    it('that names another account is recorded on the holder, which that batch did not mention', async () => {
      await bench.feed(0, { id: 'x' });
      await bench.reopen();
      expect(await bench.feed(1, { id: 'x', account: 'b' })).toEqual(['conflict']);
      expect(await conflicts('a')).toMatchObject([{ claimedAccount: 'b' }]);
      expect(await bench.typesOf('b')).toEqual(['AccountOpened', 'PeriodOpened']);
    });

    it('that names another account of the same batch, or one that is not open, is a conflict too', async () => {
      const told = [{ id: 'x' }, { id: 'x', account: 'b' }, { id: 'x', account: 'nobody' }, { id: 'z', account: 'b' }];
      expect(await bench.feed(0, ...told)).toEqual(['charged', 'conflict', 'conflict', 'charged']);
      expect((await conflicts('a')).map(({ claimedAccount }) => claimedAccount)).toEqual(['b', 'nobody']);
      expect(await bench.charged('b')).toEqual(['z']);
    });
  });

  it('is not used up by an event that was held, refused or malformed (rule 6)', async () => {
    const broken = JSON.stringify({ specversion: '1.0', id: 'x', source: 'gateway', data: {} });
    const late = { id: 'x', occurredAt: NOW - 36 * 86_400_000 };
    const { outcomes } = await bench.intake([record(0, broken), record(1, late), record(2, { id: 'x', model: 'no' })]);
    expect(outcomes.map(({ type }) => type)).toEqual(['rejected', 'held', 'held']);
    expect(await bench.feed(3, { id: 'x' })).toEqual(['charged']);
    expect(await bench.charged('a')).toEqual(['x']);
  });

  it('is charged once when several batches bring it at the same time (I5)', async () => {
    const batches = [0, 1, 2].map((at) => bench.intake([record(0, { id: 'x' })], `file:${at}`));
    const outcomes = (await Promise.all(batches)).flatMap((answer) => answer.outcomes.map(({ type }) => type));
    expect(outcomes.sort()).toEqual(['charged', 'duplicate', 'duplicate']);
  });

  it('B5: a thousand debits at once never take a grant below zero', async () => {
    const told = Array.from({ length: 1_000 }, (_, at) => record(at, { id: `c-${at}` }));
    const batches = Array.from({ length: 10 }, (_, at) => told.slice(at * 100, (at + 1) * 100));
    await Promise.all(batches.map((records, at) => bench.intake(records, `file:${at}`)));
    const debits = (await bench.events('a')).filter(({ type }) => type === 'UsageCharged');
    expect(debits).toHaveLength(1_000);
    expect(debits.at(-1)).toMatchObject({ data: { remainingAfterMicro: 0n, overageAfterMicro: 900n } });
  });
});

describe('a producer (rule 8)', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
  });

  afterEach(() => bench.remove());

  const send = async (sources: readonly string[], source: string) => {
    const records = [record(0, { id: 'x', source, input: source === 'mine' ? 1 : 2 })];
    const { outcomes } = await bench.ledger.intake.submit({
      source: 'http:gw',
      producer: { actor: 'gw', sources },
      records,
    });
    return outcomes[0];
  };

  it("is refused another's source and leaves its keys alone, used or not", async () => {
    expect(await send(['mine'], 'theirs')).toMatchObject({ type: 'rejected', refusal: { code: 'source_not_allowed' } });
    expect(await send(['theirs'], 'theirs')).toMatchObject({ type: 'charged' });
    expect(await send(['mine'], 'theirs')).toMatchObject({ type: 'rejected' });
    expect(await bench.typesOf('a')).toEqual(['AccountOpened', 'PeriodOpened', 'UsageCharged']);
  });

  it('leaves its refused event with the operators: reason, key and original bytes (rule 38)', async () => {
    await send(['mine'], 'theirs');
    const [row] = await bench.ledger.intakeRecords.refused({}, { after: 0, limit: 10 });
    expect(row).toMatchObject({ code: 'source_not_allowed', usageSource: 'theirs', usageId: 'x', pointer: '/source' });
    const original = await bench.ledger.intakeRecords.refusedOriginal(row!.id);
    expect(Buffer.from(original!.bytes!).toString()).toContain('"theirs"');
  });

  it('is the actor of what it causes', async () => {
    await send(['mine'], 'mine');
    const [debit] = await bench.ledger.reader.stream('account-a', 2, 1);
    expect(debit?.meta).toMatchObject({
      actor: 'gw',
      receivedAt: NOW,
      cause: { type: 'intake', source: 'http:gw', offset: 0 },
    });
  });
});
