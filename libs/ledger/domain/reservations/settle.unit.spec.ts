import { describe, it } from '@jest/globals';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { ended, HOUR, made } from '../../../../test/support/ledger/reservation-samples.js';
import {
  chargeUsage,
  clockAt,
  debit,
  fromGrant,
  granted,
  january,
  NOW,
  OPEN,
  opened,
  toOverage,
} from '../../../../test/support/ledger/samples.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import type { AccountEvent } from '../events.js';
import { UNSCOPED } from '../terms.js';

const HELD = made([['input', 60]], [['g', 60]]);
const ofReservation = (amount: number, more: Parameters<typeof chargeUsage>[1] = {}) =>
  chargeUsage([['input', amount]], { reservationId: 'h', ...more });

describe('usage of a reservation (rule 23)', () => {
  it('draws what is held and, being final, gives back the rest in the same append', () => {
    const charge = ofReservation(45);
    account
      .given(...OPEN, granted('g', 100), HELD)
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 45, 55, true)], { remaining: 55, overage: 0 }),
        ended('settled', [['g', 15]]),
      );
  });

  it('takes all that is held and ends it with nothing to give back', () => {
    const charge = ofReservation(60);
    account
      .given(...OPEN, granted('g', 100), HELD)
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 60, 40, true)], { remaining: 40, overage: 0 }),
        ended('settled', []),
      );
  });

  it('leaves the reservation open for the next call of an agent run where it is not final', () => {
    const charge = ofReservation(45, { final: false });
    account
      .given(...OPEN, granted('g', 100), HELD)
      .when(charge)
      .thenEvents(debit(charge, [fromGrant(0, 'g', 45, 55, true)], { remaining: 55, overage: 0 }));
  });

  it('pays each component from the grants that are held for it (rule 16)', () => {
    const costs = [
      ['input', 30],
      ['output', 30],
    ] as const;
    const scoped = granted('input-only', 100, { priority: 10, scope: { ...UNSCOPED, kinds: ['input'] } });
    const held = made(costs, [
      ['input-only', 30],
      ['g', 30],
    ]);
    const charge = chargeUsage(
      [
        ['input', 10],
        ['output', 30],
      ],
      { reservationId: 'h' },
    );
    account
      .given(...OPEN, scoped, granted('g', 30), held)
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'input-only', 10, 90, true), fromGrant(1, 'g', 30, 0, true)], {
          remaining: 90,
          overage: 0,
        }),
        ended('settled', [['input-only', 20]]),
      );
  });

  it('never pays from held credits what is outside of their scope', () => {
    const scoped = granted('input-only', 60, { priority: 10, scope: { ...UNSCOPED, kinds: ['input'] } });
    const charge = chargeUsage([['output', 10]], { reservationId: 'h' });
    account
      .given(...OPEN, scoped, granted('g', 100), made([['input', 60]], [['input-only', 60]]))
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 10, 90)], { remaining: 150, overage: 0 }),
        ended('settled', [['input-only', 60]]),
      );
  });

  it('R7: beyond what is held draws free credits, then becomes overage, and says so', () => {
    const charge = ofReservation(130);
    account
      .given(...OPEN, granted('g', 100), HELD)
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 60, 40, true), fromGrant(0, 'g', 40, 0), toOverage(0, 30, 30)], {
          remaining: 0,
          overage: 30,
          flags: ['reservation_overrun'],
        }),
        ended('settled', []),
      );
  });

  it('takes nothing that another reservation holds, however far it runs over', () => {
    const charge = ofReservation(90);
    account
      .given(...OPEN, granted('g', 100), HELD, made([['input', 30]], [['g', 30]], { reservation: 'other' }))
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 60, 40, true), fromGrant(0, 'g', 10, 30), toOverage(0, 20, 20)], {
          remaining: 30,
          overage: 20,
          flags: ['reservation_overrun'],
        }),
        ended('settled', []),
      );
  });

  it('uses its own headroom first, then what is left of the policy, then goes beyond it (rule 22)', () => {
    const limit = {
      ...opened,
      data: { ...opened.data, overagePolicy: { type: 'limit', limitMicro: micro(50) } },
    } as const;
    const bucket = { period: 0, policy: 'limit', priceVersion: null } as const;
    const held = made([['input', 130]], [['g', 100]], { headroom: 30 });
    const other = made([['input', 5]], [], { reservation: 'other', headroom: 5 });
    const charge = ofReservation(160);
    account
      .given(limit, january, granted('g', 100), held, other)
      .when(charge)
      .thenEvents(
        debit(
          charge,
          [
            fromGrant(0, 'g', 100, 0, true),
            toOverage(0, 30, 30, bucket, true),
            toOverage(0, 15, 45, bucket),
            toOverage(0, 15, 15),
          ],
          { remaining: 0, overage: 60, flags: ['reservation_overrun'] },
        ),
        ended('settled', []),
      );
  });

  it('gives headroom back that it did not need', () => {
    const limit = {
      ...opened,
      data: { ...opened.data, overagePolicy: { type: 'limit', limitMicro: micro(50) } },
    } as const;
    const bucket = { period: 0, policy: 'limit', priceVersion: null } as const;
    const charge = ofReservation(12);
    account
      .given(limit, january, granted('g', 10), made([['input', 40]], [['g', 10]], { headroom: 30 }))
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 10, 0, true), toOverage(0, 2, 2, bucket, true)], { remaining: 0, overage: 2 }),
        ended('settled', [], { headroom: 28 }),
      );
  });

  it('of no reservation never draws what is held', () => {
    const charge = chargeUsage([['input', 50]]);
    account
      .given(...OPEN, granted('g', 100), HELD)
      .when(charge)
      .thenEvents(debit(charge, [fromGrant(0, 'g', 40, 60), toOverage(0, 10, 10)], { remaining: 60, overage: 10 }));
  });
});

describe('usage of a reservation that is over (rule 24)', () => {
  it('with the request id that settled it is held: most likely the same call told twice', () => {
    const settled = [HELD, ...chargedAndEnded()];
    account
      .given(...OPEN, granted('g', 100), ...settled)
      .when({ ...ofReservation(45, { key: { source: 'gateway', id: 'other' } }), settledBefore: true })
      .thenRejected({ code: 'reservation_already_settled', reservation: 'h' });
  });

  it('with another request id is charged as ordinary usage, and says so', () => {
    const late = ofReservation(5, { key: { source: 'gateway', id: 'call-2' }, requestId: 'call-2' });
    account
      .given(...OPEN, granted('g', 100), HELD, ...chargedAndEnded())
      .when(late)
      .thenEvents(debit(late, [fromGrant(0, 'g', 5, 50)], { remaining: 50, overage: 0, flags: ['reservation_ended'] }));
  });

  it('R6: that never was, is charged and says so', () => {
    const charge = ofReservation(5);
    account
      .given(...OPEN, granted('g', 100))
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 5, 95)], { remaining: 95, overage: 0, flags: ['reservation_ended'] }),
      );
  });

  it('R7: whose time ran out is charged all the same; the reservation ends first', () => {
    const late = chargeUsage([['input', 5]], { reservationId: 'h' }, { receivedAt: NOW + HOUR });
    account
      .given(...OPEN, granted('g', 100), HELD)
      .when(late)
      .thenEvents(
        ended('expired', [['g', 60]]),
        debit(late, [fromGrant(0, 'g', 5, 95)], { remaining: 95, overage: 0, flags: ['reservation_ended'] }),
      );
  });

  it('whose time has not run out by the clock of the ledger draws it, whenever the record was received', () => {
    const early = { ...clockAt(NOW + HOUR - 1), takeUpTo: NOW };
    const charge = chargeUsage([['input', 5]], { reservationId: 'h' }, { receivedAt: NOW + 2 * HOUR, clock: early });
    account
      .given(...OPEN, granted('g', 100), HELD)
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 5, 95, true)], { remaining: 95, overage: 0 }),
        ended('settled', [['g', 55]]),
      );
  });

  function chargedAndEnded(): readonly AccountEvent[] {
    const charge = ofReservation(45);
    return [
      debit(charge, [fromGrant(0, 'g', 45, 55, true)], { remaining: 55, overage: 0 }),
      ended('settled', [['g', 15]]),
    ];
  }
});
