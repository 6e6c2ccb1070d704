import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OUTPUT_MAXIMUM_DEFAULT } from '#libs/pipeline/index.js';
import { ReservationDesk, said, stateOf } from './reservation-desk.js';
import { NOW, record } from './workbench.js';

const HOUR = 3_600_000;
const INPUT_100 = [{ kind: 'input', quantity: 100 }] as const;

describe('reservations at the ledger', () => {
  let desk: ReservationDesk;

  beforeEach(async () => {
    desk = await ReservationDesk.open();
  });

  afterEach(() => desk.bench.remove());

  it('R2: reserves the configured bound where a request says nothing of output, not all there is (rule 23)', async () => {
    await desk.bench.command({
      type: 'GrantCredits',
      account: 'a',
      source: 'promotion',
      amountMicro: 100_000n as never,
      scope: { models: null, kinds: null, apps: null },
    });
    expect(said(await desk.reserve('h', { maximum: INPUT_100 }))).toBe(`held ${100 + 2 * OUTPUT_MAXIMUM_DEFAULT}`);
  });

  it('R2: takes an output of nothing at its word, and reserves none for a model that has none', async () => {
    expect(said(await desk.reserve('h-1'))).toBe('held 100');
    expect(said(await desk.reserve('h-2', { model: 'embedder', maximum: INPUT_100 }))).toBe('held 100');
  });

  it('R3: is refused without a price: an unknown price never passes without a hold (rule 30)', async () => {
    const answer = await desk.reserve('h', { model: 'unheard-of' });
    expect(answer).toMatchObject({
      rejection: { code: 'rate_unknown', tariffBook: 'standard', model: 'unheard-of', kind: 'input', tier: 'standard' },
    });
    expect(await desk.bench.typesOf('a')).not.toContain('ReservationMade');
    expect(said(await desk.reserve('h', {}, 'another-key'))).toBe('held 100');
  });

  it('R4: holds at the price of the tier that is asked for (rule 23)', async () => {
    expect(said(await desk.reserve('h', { tier: 'fast' }))).toBe('held 500');
  });

  it('R5: of many first requests at once only as many are accepted as there is credit for', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, (_, n) => desk.reserve(`h-${n}`)));
    const words = answers.map(said);
    expect(words.filter((word) => word === 'held 100')).toHaveLength(10);
    expect(words.filter((word) => word === 'credits_insufficient')).toHaveLength(15);
  });

  it('answers the same request again as the first time, and refuses its id to another (rule 9)', async () => {
    const first = await desk.reserve('h');
    const again = await desk.reserve('h');
    expect(again).toMatchObject({ type: 'accepted', replayed: true, event: { type: 'ReservationMade' } });
    expect(stateOf(again).holds.size).toBe(stateOf(first).holds.size);
    expect(said(await desk.reserve('h', {}, 'another-key'))).toBe('reservation_exists');
    expect(said(await desk.reserve('h', { model: 'embedder' }))).toBe('idempotency_key_reused');
  });

  it('I10: is refused again after a top-up with the same key, and accepted with another', async () => {
    const maximum = [{ kind: 'input', quantity: 1_001 }] as const;
    expect(said(await desk.reserve('h', { maximum, model: 'embedder' }))).toBe('credits_insufficient');
    await desk.bench.command({
      type: 'GrantCredits',
      account: 'a',
      source: 'top_up',
      amountMicro: 10n as never,
      scope: { models: null, kinds: null, apps: null },
    });
    expect(said(await desk.reserve('h', { maximum, model: 'embedder' }))).toBe('credits_insufficient');
    expect(said(await desk.reserve('h', { maximum, model: 'embedder' }, 'new'))).toBe('held 1001');
  });

  describe('and their settlement (rule 24)', () => {
    beforeEach(async () => {
      await desk.reserve('h');
    });

    it('R6: is one debit, whichever way it is told again', async () => {
      expect(await desk.settle('h', { id: 'u', input: 60 })).toBe('charged');
      expect(await desk.settle('h', { id: 'u', input: 60 })).toBe('duplicate');
      expect(await desk.streamed(0, 'h', { id: 'u', input: 60 })).toBe('duplicate');
      expect(await desk.bench.charged('a')).toEqual(['u']);
    });

    it('R6: is one debit too where the stream was first', async () => {
      expect(await desk.streamed(0, 'h', { id: 'u', input: 60 })).toBe('charged');
      expect(await desk.settle('h', { id: 'u', input: 60 })).toBe('duplicate');
      expect(await desk.bench.typesOf('a')).toEqual([
        'AccountOpened',
        'PeriodOpened',
        'CreditsGranted',
        'ReservationMade',
        'UsageCharged',
        'ReservationEnded',
      ]);
    });

    it('I4: with other content is a conflict, and no second debit (rule 6)', async () => {
      await desk.settle('h', { id: 'u', input: 60 });
      expect(await desk.settle('h', { id: 'u', input: 61 })).toBe('conflict');
      expect(await desk.bench.charged('a')).toEqual(['u']);
    });

    it('names the revision of the debit, though the end of the reservation follows it', async () => {
      const settled = await desk.bench.ledger.intake.submit({
        source: 'http:gw',
        producer: { actor: 'gw', sources: ['*'] },
        records: [settlementRecord()],
      });
      expect(settled.outcomes).toMatchObject([{ type: 'charged', at: { account: 'a', revision: 4 } }]);
    });

    it('is held under another key with the same request id: most likely the same call told twice', async () => {
      const call = { requestId: 'r-1' };
      expect(await desk.settle('h', { id: 'u', data: call })).toBe('charged');
      expect(await desk.settle('h', { id: 'v', data: call })).toBe('reservation_already_settled');
      expect(await desk.bench.held()).toEqual(['v reservation_already_settled']);
      expect(await desk.bench.charged('a')).toEqual(['u']);
    });

    it('is held too where both are in one batch', async () => {
      const { outcomes } = await desk.bench.intake([
        settlementRecord('u', { requestId: 'r-1' }, 0),
        settlementRecord('v', { requestId: 'r-1' }, 1),
      ]);
      expect(outcomes).toMatchObject([{ type: 'charged' }, { type: 'held', reason: 'reservation_already_settled' }]);
    });

    it('R8: with another request id is ordinary usage that says so', async () => {
      const both = [desk.settle('h', { id: 'u', input: 100 }), desk.settle('h', { id: 'v', input: 100 })];
      expect(await Promise.all(both)).toEqual(['charged', 'charged']);
      const flags = (await desk.bench.events('a')).flatMap((event) =>
        event.type === 'UsageCharged' ? [event.data.flags] : [],
      );
      expect(flags).toEqual([[], ['reservation_ended']]);
    });

    it('R9: races with a release: one outcome, and the loser is told which', async () => {
      const [settled, released] = await Promise.all([desk.settle('h', { id: 'u' }), desk.release('h')]);
      expect(settled).toBe('charged');
      const ends = (await desk.bench.events('a')).flatMap((event) =>
        event.type === 'ReservationEnded' ? [event.data.outcome] : [],
      );
      expect(ends).toHaveLength(1);
      expect(said(released)).toBe(ends[0] === 'released' ? 'released' : 'reservation_already_settled');
      expect(said(await desk.release('h', 'once-more'))).toBe(`reservation_already_${ends[0]}`);
    });

    it('is not taken by an address it does not name: nothing is recorded', async () => {
      const events = await desk.bench.typesOf('a');
      expect(await desk.settle('h', { id: 'u' }, { account: 'a', reservation: 'other' })).toBe('reservationId');
      expect(await desk.settle('h', { id: 'u' }, { account: 'b', reservation: 'h' })).toBe('account');
      expect(await desk.bench.typesOf('a')).toEqual(events);
      expect(await desk.bench.counts('http:gw')).toBeUndefined();
    });

    it('keeps it open where it is not final, for an agent run of many calls', async () => {
      for (const id of ['1', '2', '3'])
        expect(await desk.settle('h', { id, input: 30, data: { final: false } })).toBe('charged');
      expect(await desk.settle('h', { id: '4', input: 5 })).toBe('charged');
      const [, end] = (await desk.bench.events('a')).slice(-2);
      expect(end).toMatchObject({
        type: 'ReservationEnded',
        data: { outcome: 'settled', requestId: '4', returns: [{ amountMicro: 5n }] },
      });
    });

    it('R7: after its time is charged all the same', async () => {
      desk.bench.now = NOW + 2 * HOUR;
      expect(await desk.settle('h', { id: 'u', input: 60 })).toBe('charged');
      expect((await desk.bench.typesOf('a')).slice(-2)).toEqual(['ReservationEnded', 'UsageCharged']);
      expect(said(await desk.release('h'))).toBe('reservation_already_expired');
    });
  });

  describe('through a crash', () => {
    it('R1: keep their time: the ledger that comes back ends them, and the account is usable', async () => {
      await desk.reserve('h', { maximum: [{ kind: 'input', quantity: 1_000 }], model: 'embedder' });
      await desk.bench.reopen();
      expect(said(await desk.reserve('too-soon'))).toBe('credits_insufficient');
      desk.bench.now = NOW + HOUR;
      expect(said(await desk.reserve('next'))).toBe('held 100');
    });

    it('R12: are the same holds however often the ledger is started', async () => {
      const before = stateOf(await desk.reserve('h'));
      await desk.bench.reopen();
      await desk.bench.reopen();
      const after = stateOf(await desk.reserve('h'));
      expect(after.holds.get('h')).toEqual(before.holds.get('h'));
      expect(after.grants).toEqual(before.grants);
    });

    it('R10, R15: a settlement that cannot be written leaves the hold whole; sent again it is charged once', async () => {
      await desk.reserve('h');
      desk.bench.failAppendsAfter(0);
      await expect(desk.settle('h', { id: 'u', input: 60 })).rejects.toThrow();
      await desk.bench.reopen();
      expect(stateOf(await desk.reserve('h')).grants[0]).toMatchObject({ remainingMicro: 1_000n, heldMicro: 100n });
      expect(await desk.settle('h', { id: 'u', input: 60 })).toBe('charged');
      expect(await desk.settle('h', { id: 'u', input: 60 })).toBe('duplicate');
      expect(stateOf(await desk.reserve('h')).grants[0]).toMatchObject({ remainingMicro: 940n, heldMicro: 0n });
    });
  });
});

function settlementRecord(id = 'u', data: object = {}, offset = 0) {
  return record(offset, { id, data: { reservationId: 'h', ...data } });
}
