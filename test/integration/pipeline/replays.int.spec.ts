import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RefusedRow } from '#libs/journal/ports/intake-records.port.js';
import type { IntakeReplays, Producer } from '#libs/pipeline/index.js';
import { DAY, inShort, NO_OUTCOMES, NOW, record, SOURCE, Workbench, type Told } from './workbench.js';

const ACTOR = 'metering.usage.v1';
const PAGE = { after: 0, limit: 100 };

describe('records that are told again by an operator', () => {
  let bench: Workbench;
  let producers: Map<string, Producer>;
  let replays: IntakeReplays;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
    producers = new Map([[ACTOR, { actor: ACTOR, sources: ['*'] }]]);
    replays = bench.ledger.replays({ find: (actor) => Promise.resolve(producers.get(actor)) });
  });

  afterEach(() => bench.remove());

  /** As it comes from a producer that may not send for the source yet. */
  const rejected = async (offset: number, told: Told, receivedAt = NOW): Promise<RefusedRow> => {
    const producer = { actor: ACTOR, sources: ['nothing'] };
    const records = [record(offset, told, receivedAt)];
    const { outcomes } = await bench.ledger.intake.intake({ source: SOURCE, producer, records });
    expect(outcomes.map(inShort)).toEqual(['source_not_allowed']);
    return (await bench.ledger.intakeRecords.refused({}, { after: 0, limit: 1_000 })).at(-1)!;
  };
  const rows = async () => bench.ledger.intakeRecords.refused({}, PAGE);

  describe('rejected ones', () => {
    it('are charged once what was wrong is mended, and marked with what they became', async () => {
      const { id } = await rejected(4, { id: 'x' });
      bench.now += DAY;
      expect(await replays.rejected(id)).toMatchObject({ type: 'replayed', outcome: 'charged', at: NOW + DAY });
      expect(await bench.charged('a')).toEqual(['x']);
      expect(await rows()).toMatchObject([{ id, replayedAs: 'charged', replayedAt: NOW + DAY }]);
    });

    it('keep their first outcome: a replay is counted apart (rule 37)', async () => {
      const { id } = await rejected(4, { id: 'x' });
      await replays.rejected(id);
      expect(await bench.counts()).toEqual({ ...NO_OUTCOMES, rejected: 1 });
      const later = { waiting: 0, released: NO_OUTCOMES, replayed: { ...NO_OUTCOMES, charged: 1 } };
      expect(await proofOf(bench)).toMatchObject({ later, holds: true });
    });

    it('are judged by the receipt they had: an old record is no older for having been rejected (rules 13, 14)', async () => {
      const { id } = await rejected(4, { id: 'x', occurredAt: NOW - 30 * DAY });
      bench.now += 29 * DAY;
      expect(await replays.rejected(id)).toMatchObject({ outcome: 'charged' });
      const [debit] = (await bench.records('a')).slice(-1);
      expect(debit?.meta).toMatchObject({ receivedAt: NOW, recordedAt: NOW + 29 * DAY, actor: ACTOR });
      expect(debit?.meta.cause).toMatchObject({ type: 'intake', source: SOURCE, offset: 4 });
    });

    it('are told once: told again they answer what they became', async () => {
      const { id } = await rejected(4, { id: 'x' });
      const [first, again] = await Promise.all([replays.rejected(id), replays.rejected(id)]);
      expect(again).toMatchObject({ type: 'replayed', outcome: 'charged' });
      expect(first).toMatchObject({ outcome: 'charged' });
      expect(await bench.charged('a')).toEqual(['x']);
    });

    it('are no second charge where the usage came another way in the meantime', async () => {
      const [same, other] = [await rejected(4, { id: 'x' }), await rejected(5, { id: 'x', input: 2 })];
      await bench.feed(6, { id: 'x' });
      expect(await replays.rejected(same.id)).toMatchObject({ outcome: 'duplicate' });
      expect(await replays.rejected(other.id)).toMatchObject({ outcome: 'conflict' });
      expect(await bench.charged('a')).toEqual(['x']);
    });

    it('are held where they cannot be charged yet, and released by themselves like any other (rule 30)', async () => {
      const { id } = await rejected(4, { id: 'x', account: 'later' });
      expect(await replays.rejected(id)).toMatchObject({ outcome: 'held', reason: { code: 'account_unknown' } });
      expect(await proofOf(bench)).toMatchObject({ later: { waiting: 1 }, holds: true });
      await bench.openAccount('later');
      expect(await bench.charged('later')).toEqual(['x']);
      expect(await proofOf(bench)).toMatchObject({ later: { waiting: 0, released: { charged: 1 } }, holds: true });
    });

    it('stay rejected, with today’s reason, while the cause stands', async () => {
      const { id } = await rejected(4, { id: 'x' });
      producers.clear();
      expect(await replays.rejected(id)).toMatchObject({ outcome: 'rejected', reason: { code: 'source_not_allowed' } });
      expect(await rows()).toMatchObject([{ replayedAs: null }]);
      expect(await bench.charged('a')).toEqual([]);
    });

    it('cannot be told again once their bytes are erased (rule 38), nor when there are none', async () => {
      const { id } = await rejected(4, { id: 'x' });
      await bench.ledger.intakeRecords.eraseOriginals(NOW + 1);
      expect(await replays.rejected(id)).toEqual({ type: 'erased' });
      expect(await replays.rejected(id + 1)).toEqual({ type: 'unknown' });
      expect(await replays.rejectedMatching({}, PAGE)).toMatchObject({ tried: 0, last: null });
    });

    it('lose their bytes with the replay (rule 38), while a proof of the source still holds (H13)', async () => {
      const { id } = await rejected(4, { id: 'x' });
      await replays.rejected(id);
      expect(await bench.ledger.intakeRecords.refusedOriginal(id)).toBeNull();
      expect(await proofOf(bench)).toMatchObject({ holds: true });
    });

    it('are told again by the page, those that match', async () => {
      await bench.intake([record(0, 'not an event')]);
      for (let at = 1; at < 6; at += 1) await rejected(at, { id: `x-${at}` });
      const first = await replays.rejectedMatching({ code: 'source_not_allowed' }, { after: 0, limit: 3 });
      expect(first).toMatchObject({ tried: 3, counts: { ...NO_OUTCOMES, charged: 3 }, last: 4 });
      const rest = await replays.rejectedMatching({}, PAGE);
      expect(rest).toMatchObject({ tried: 3, counts: { ...NO_OUTCOMES, charged: 2, rejected: 1 }, last: null });
      expect(await bench.charged('a')).toHaveLength(5);
    });
  });

  describe('held ones', () => {
    const heldId = async () => (await bench.ledger.intakeRecords.held({}, PAGE)).at(-1)!.id;

    it('wait on while they cannot be charged, with the reason of today', async () => {
      await bench.feed(0, { id: 'x', account: 'later', model: 'unpriced' });
      bench.failAppendsAfter(1);
      await expect(bench.openAccount('later')).rejects.toThrow('the disk is gone');
      bench.failAppendsAfter(Infinity);
      expect(await replays.held(await heldId())).toMatchObject({ outcome: 'held', reason: { code: 'rate_unknown' } });
      expect(await bench.held()).toEqual(['x rate_unknown']);
    });

    it('are charged where nothing released them by itself', async () => {
      await bench.feed(0, { id: 'x', account: 'later' });
      bench.failAppendsAfter(1);
      await expect(bench.openAccount('later')).rejects.toThrow('the disk is gone');
      bench.failAppendsAfter(Infinity);
      expect(await replays.held(await heldId())).toMatchObject({ type: 'replayed', outcome: 'charged' });
      expect(await bench.charged('later')).toEqual(['x']);
      expect(await replays.held(await heldId())).toMatchObject({ type: 'replayed', outcome: 'charged' });
    });

    it('are too old for ever, by the receipt they had (rule 13)', async () => {
      await bench.feed(0, { id: 'x', occurredAt: NOW - 36 * DAY });
      expect(await replays.held(await heldId())).toMatchObject({ outcome: 'held', reason: { code: 'usage_too_old' } });
    });

    it('cannot be tried again once their bytes are erased (rule 38), nor when there are none', async () => {
      await bench.feed(0, { id: 'x', account: 'later' });
      await bench.ledger.intakeRecords.eraseOriginals(NOW + 1);
      expect(await replays.held(await heldId())).toEqual({ type: 'erased' });
      expect(await replays.held(99)).toEqual({ type: 'unknown' });
    });

    it('are tried by the page, those that match', async () => {
      await bench.feed(0, { id: 'x', account: 'b' }, { id: 'y', account: 'c' }, { id: 'z', account: 'c' });
      expect(await replays.heldMatching({ account: 'c' }, PAGE)).toMatchObject({
        tried: 2,
        counts: { ...NO_OUTCOMES, held: 2 },
        last: null,
      });
    });
  });

  describe('are found', () => {
    beforeEach(async () => {
      await rejected(0, { id: 'x', source: 'gateway/1' });
      await rejected(1, { id: 'y', source: 'gateway/2' }, NOW + DAY);
      await bench.intake([record(2, 'not an event')]);
      await bench.feed(3, { id: 'h', account: 'b' }, { id: 'i', account: 'b', source: 'gateway/2' });
    });

    it.each([
      [{ source: SOURCE }, [0, 1, 2]],
      [{ source: 'kafka:other' }, []],
      [{ code: 'malformed_json' }, [2]],
      [{ usageSource: 'gateway/2' }, [1]],
      [{ usageId: 'x' }, [0]],
      [{ from: NOW + 1 }, [1]],
      [{ until: NOW + DAY }, [0, 2]],
      [{ text: 'GATEWAY/2' }, [1]],
      [{ text: '%' }, []],
      [{ replayed: true }, []],
      [{ code: 'source_not_allowed', usageId: 'y', replayed: false }, [1]],
      [{ usageId: "' OR 1 = 1 --" }, []],
    ])('K6: rejected ones by %p', async (filter, offsets) => {
      const found = await bench.ledger.intakeRecords.refused(filter, PAGE);
      expect(found.map(({ offset }) => offset)).toEqual(offsets);
    });

    it.each([
      [{ account: 'b' }, ['h', 'i']],
      [{ account: 'b', usageSource: 'gateway/2' }, ['i']],
      [{ reason: 'rate_unknown' }, []],
      [{ waiting: false }, []],
      [{ waiting: true, text: 'not open' }, ['h', 'i']],
      [{ until: NOW }, []],
    ])('K6: held ones by %p', async (filter, ids) => {
      const found = await bench.ledger.intakeRecords.held(filter, PAGE);
      expect(found.map(({ usageId }) => usageId)).toEqual(ids);
    });
  });
});

async function proofOf(bench: Workbench) {
  for await (const proof of bench.ledger.sourceProofs.prove({ source: SOURCE })) return proof;
  return undefined;
}
