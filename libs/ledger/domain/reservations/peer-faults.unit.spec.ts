import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { HOUR, release, reserve } from '../../../../test/support/ledger/reservation-samples.js';
import { january, opened } from '../../../../test/support/ledger/samples.js';

/** Faults that comparable systems had with reservations, by what cannot happen here. */
describe('faults of peers: reservations', () => {
  it('R1: a call that never comes back holds nothing for ever: the hold ends by an event and the account is usable', () => {
    const life = new AccountLife().grant('g', 100).done(reserve([['input', 100]]));
    life.now += HOUR;
    life.dueWork();
    expect(life.last('ReservationEnded')).toMatchObject({ outcome: 'expired', requestId: null });
    life.done(reserve([['input', 100]], { reservation: 'next' }, { clock: life.clock }));
    expect(life.state.holds.size).toBe(1);
  });

  it('R1: also where no timer runs: the next request ends it on its way', () => {
    const life = new AccountLife().grant('g', 100).done(reserve([['input', 100]]));
    life.now += HOUR;
    life.done(reserve([['input', 100]], { reservation: 'next' }, { clock: life.clock }));
    expect(life.events.map(({ type }) => type).slice(-2)).toEqual(['ReservationEnded', 'ReservationMade']);
  });

  it('R5: of several first requests each sees what the one before it holds', () => {
    const life = new AccountLife().grant('g', 100);
    for (const id of ['1', '2', '3']) life.done(reserve([['input', 30]], { reservation: id }));
    expect(life.refused(reserve([['input', 30]], { reservation: '4' }))).toMatchObject({
      code: 'credits_insufficient',
      availableMicro: 10n,
    });
  });

  it('R8: of two calls that settle one reservation the second finds it over, and is ordinary usage', () => {
    const life = new AccountLife().grant('g', 100).done(reserve([['input', 60]]));
    life.charge('1', [['input', 50]], { reservationId: 'h' }).charge('2', [['input', 50]], { reservationId: 'h' });
    const charged = life.events.flatMap((event) => (event.type === 'UsageCharged' ? [event.data.flags] : []));
    expect(charged).toEqual([[], ['reservation_ended']]);
    expect(life.events.filter(({ type }) => type === 'ReservationEnded')).toHaveLength(1);
    expect(life.remaining('g')).toBe(0n);
  });

  it('R9: a settlement after the release is charged, and says that nothing was held', () => {
    const life = new AccountLife()
      .grant('g', 100)
      .done(reserve([['input', 60]]))
      .done(release());
    life.charge('1', [['input', 50]], { reservationId: 'h' });
    expect(life.last('UsageCharged').flags).toEqual(['reservation_ended']);
    expect(life.last('ReservationEnded').outcome).toBe('released');
  });

  it('R13: account and member limit are taken, drawn and given back together, or not at all', () => {
    const limited = { ...opened, data: { ...opened.data, members: [{ member: 'm-1', limitMicro: micro(80) }] } };
    const life = new AccountLife(limited, january).grant('g', 100);
    const held = () => [life.state.heldByMember.get('m-1') ?? 0n, life.state.grants[0]?.heldMicro];
    expect(life.refused(reserve([['input', 81]], { member: 'm-1' })).code).toBe('member_limit_reached');
    expect(held()).toEqual([0n, 0n]);
    life.done(reserve([['input', 60]], { member: 'm-1' }));
    expect(held()).toEqual([60n, 60n]);
    life.charge('1', [['input', 20]], { reservationId: 'h', member: 'm-1', final: false });
    expect(held()).toEqual([40n, 40n]);
    life.done(release());
    expect(held()).toEqual([0n, 0n]);
    expect(life.refused(reserve([['input', 61]], { reservation: 'next', member: 'm-1' }))).toMatchObject({
      code: 'member_limit_reached',
      leftMicro: 60n,
    });
  });

  it('R14: with nothing spent and nothing held, all there is can be reserved, up to the last micro-credit', () => {
    const limited = { ...opened, data: { ...opened.data, members: [{ member: 'm-1', limitMicro: micro(100) }] } };
    const life = new AccountLife(limited, january).grant('g', 100);
    expect(life.done(reserve([['input', 100]], { member: 'm-1' })).state.grants[0]?.heldMicro).toBe(100n);
  });

  it('R17: a stream that is cut off pays what it used and gives back the rest', () => {
    const life = new AccountLife().grant('g', 100).done(reserve([['output', 60]]));
    life.charge('cut', [['output', 7]], { reservationId: 'h', quality: 'partial' });
    expect(life.last('ReservationEnded')).toMatchObject({ outcome: 'settled', returns: [{ amountMicro: 53n }] });
    expect(life.state.grants[0]).toMatchObject({ remainingMicro: 93n, heldMicro: 0n });
  });

  it('R17: a call that used nothing gives back everything', () => {
    const life = new AccountLife().grant('g', 100).done(reserve([['output', 60]]));
    life.charge('cut', [], { reservationId: 'h', quality: 'partial' });
    expect(life.last('ReservationEnded')).toMatchObject({ outcome: 'settled', returns: [{ amountMicro: 60n }] });
  });
});

describe('an agent run of many calls on one reservation (rule 23)', () => {
  const run = () => {
    const life = new AccountLife().grant('g', 1_000).done(reserve([['input', 100]], { ttlMs: 2 * HOUR }));
    for (let call = 1; call <= 9; call += 1) {
      life.now += 60_000;
      life.charge(`call-${call}`, [['input', 10]], { reservationId: 'h', final: false, parentRequestId: 'run' });
    }
    return life;
  };

  it('draws it down call by call, and the last one ends it', () => {
    const life = run();
    expect(life.state.grants[0]).toMatchObject({ remainingMicro: 910n, heldMicro: 10n });
    life.charge('last', [['input', 4]], { reservationId: 'h' });
    expect(life.last('ReservationEnded')).toMatchObject({ outcome: 'settled', requestId: 'last' });
    expect(life.state.grants[0]).toMatchObject({ remainingMicro: 906n, heldMicro: 0n });
  });

  it('may run over: the call that does says so, and those after it draw what is free', () => {
    const life = run().charge('over', [['input', 25]], { reservationId: 'h', final: false });
    expect(life.last('UsageCharged').flags).toEqual(['reservation_overrun']);
    expect(life.state.holds.get('h')).toMatchObject({ parts: [], headroomMicro: 0n });
    life.charge('more', [['input', 5]], { reservationId: 'h', final: false });
    expect(life.last('UsageCharged').flags).toEqual(['reservation_overrun']);
    expect(life.state.grants[0]).toMatchObject({ remainingMicro: 880n, heldMicro: 0n });
  });

  it('is over when its time runs out, and what it still held is free', () => {
    const life = run();
    life.now += 2 * HOUR;
    life.charge('late', [['input', 5]], { reservationId: 'h', final: false });
    expect(life.last('ReservationEnded')).toMatchObject({ outcome: 'expired', returns: [{ amountMicro: 10n }] });
    expect(life.last('UsageCharged').flags).toEqual(['reservation_ended']);
    expect(life.state.grants[0]).toMatchObject({ remainingMicro: 905n, heldMicro: 0n });
  });
});
