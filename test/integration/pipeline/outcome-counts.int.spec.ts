import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inShort, NO_OUTCOMES, record, SOURCE, Workbench } from './workbench.js';

const HTTP = 'http:gateway';

describe('the outcomes of a source (rule 37)', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
  });

  afterEach(() => bench.remove());

  const mixed = [
    record(10, { id: 'x' }),
    record(11, { id: 'x' }),
    record(12, { id: 'x', input: 2 }),
    record(13, 'not an event'),
    record(15, { id: 'y', account: 'nobody' }),
    record(19, { id: 'z' }),
  ];
  const counted = { charged: 2, duplicate: 1, conflict: 1, rejected: 1, held: 1 };

  it('add up to what was received: charged + duplicates + conflicts + rejected + held (I13)', async () => {
    await bench.intake(mixed);
    const [totals] = await bench.ledger.intakeRecords.totals();
    expect(totals).toEqual({ source: SOURCE, nextOffset: 20, received: 6, counts: counted });
  });

  it('are known for any range of offsets, gaps left out', async () => {
    await bench.intake(mixed);
    const range = (from: number, until: number) => bench.ledger.intakeRecords.outcomes(SOURCE, from, until);
    expect(await range(11, 15)).toEqual({ ...NO_OUTCOMES, duplicate: 1, conflict: 1, rejected: 1 });
    expect(await range(14, 15)).toEqual(NO_OUTCOMES);
    expect(await range(15, 20)).toEqual({ ...NO_OUTCOMES, held: 1, charged: 1 });
  });

  it('are counted once when a batch is delivered again, before and after a restart', async () => {
    const first = await bench.intake(mixed);
    const again = await bench.intake(mixed);
    await bench.reopen();
    const later = await bench.intake(mixed);
    expect(await bench.counts()).toEqual(counted);
    expect(first.outcomes.map(inShort)).toEqual([
      'charged',
      'duplicate',
      'conflict',
      'malformed_json',
      'account_unknown',
      'charged',
    ]);
    const retold = ['duplicate', 'duplicate', 'conflict', 'malformed_json', 'account_unknown', 'duplicate'];
    expect(again.outcomes.map(inShort)).toEqual(retold);
    expect(later.outcomes.map(inShort)).toEqual(retold);
  });

  it('are counted once when the same batch is delivered while it is still in hand', async () => {
    await Promise.all([bench.intake(mixed), bench.intake(mixed)]);
    expect(await bench.counts()).toEqual(counted);
    expect(await bench.held()).toHaveLength(1);
    expect(await bench.ledger.intakeRecords.refused({}, { after: 0, limit: 10 })).toHaveLength(1);
  });

  it('are counted for the new part of a batch that overlaps the one before', async () => {
    await bench.intake(mixed.slice(0, 4));
    await bench.intake(mixed.slice(2));
    expect(await bench.counts()).toEqual(counted);
    expect(await bench.ledger.intakeRecords.refused({}, { after: 0, limit: 10 })).toHaveLength(1);
  });

  it('are not moved by a release: that is counted apart', async () => {
    await bench.intake(mixed);
    await bench.openAccount('nobody');
    expect(await bench.held()).toEqual(['y charged']);
    expect(await bench.counts()).toEqual(counted);
  });

  it('are kept apart by source, though the records are the same', async () => {
    await bench.intake(mixed);
    await bench.intake(mixed, 'kafka:test/metering.usage.v1/0#2');
    expect(await bench.counts('kafka:test/metering.usage.v1/0#2')).toEqual({
      charged: 0,
      duplicate: 3,
      conflict: 1,
      rejected: 1,
      held: 1,
    });
  });

  it('move with the offset in one transaction: what a source has read is what is counted', async () => {
    await bench.intake(mixed, 'kafka:test/t/0#1');
    const digest = 'ab'.repeat(32);
    await bench.intake([{ ...record(20, { id: 'w' }), digest }], 'kafka:test/t/0#1');
    await bench.reopen();
    expect(await bench.ledger.intakeRecords.progress('kafka:test/t/0')).toEqual({
      source: 'kafka:test/t/0#1',
      nextOffset: 21,
      lastOffset: 20,
      lastDigest: digest,
    });
  });

  it('of an empty batch are none', async () => {
    expect((await bench.intake([])).outcomes).toEqual([]);
    expect(await bench.counts()).toBeUndefined();
  });

  describe('of a source without offsets of its own', () => {
    const submit = async (...ids: readonly string[]) => {
      const records = ids.map((id) => record(0, { id }));
      const producer = { actor: 'gateway', sources: ['*'] };
      return (await bench.ledger.intake.submit({ source: HTTP, producer, records })).outcomes.map(inShort);
    };

    it('are numbered by the intake, on and on, over a restart', async () => {
      expect(await submit('x', 'y')).toEqual(['charged', 'charged']);
      await bench.reopen();
      expect(await submit('y', 'z')).toEqual(['duplicate', 'charged']);
      expect(await bench.counts(HTTP)).toEqual({ ...NO_OUTCOMES, charged: 3, duplicate: 1 });
      expect(await bench.ledger.intakeRecords.progress(HTTP)).toMatchObject({ nextOffset: 4, lastOffset: 3 });
    });

    it('are each counted once though many requests come at a time', async () => {
      const requests = Array.from({ length: 20 }, (_, at) => submit(`c-${at}`, `c-${at + 1}`));
      const answers = (await Promise.all(requests)).flat();
      expect(answers.filter((outcome) => outcome === 'charged')).toHaveLength(21);
      expect(await bench.counts(HTTP)).toEqual({ ...NO_OUTCOMES, charged: 21, duplicate: 19 });
      expect(await bench.ledger.intakeRecords.progress(HTTP)).toMatchObject({ nextOffset: 40 });
    });

    it('give every debit an offset of its own as its cause', async () => {
      await Promise.all([submit('x', 'y'), submit('z')]);
      const debits = await bench.ledger.reader.stream('account-a', 2, 10);
      expect(debits.map(({ meta }) => meta.cause)).toMatchObject([{ offset: 0 }, { offset: 1 }, { offset: 2 }]);
    });
  });
});
