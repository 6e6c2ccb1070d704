import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { made } from '../../../test/support/ledger/reservation-samples.js';
import { NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { ReservationView } from './reservation-view.js';

const HOUR = 3_600_000;

async function open(life: AccountLife): Promise<readonly ReservationView[]> {
  const page = await afterProjecting(journalOf(life), ({ reservations }) =>
    reservations.reservations('a', { limit: 9 }),
  );
  return page.items;
}

/** 30 of credits and, where the account may owe, the rest of 50 from its headroom. */
function reserved(): AccountLife {
  const life = new AccountLife(...OPEN).grant('g', 30);
  const overagePolicy = { type: 'limit', limitMicro: micro(40) } as const;
  life.done(life.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy }));
  const { model, tier, tariffs, components } = made([['input', 50]], []).data;
  const asked = { type: 'ReserveCredits', account: 'a', reservation: 'r', ttlMs: HOUR } as const;
  return life.done(life.command({ ...asked, model, tier, tariffs, components }));
}

describe('an open reservation (rule 23)', () => {
  it('shows what it holds of grants and of the headroom, and until when', async () => {
    expect(await open(reserved())).toMatchObject([
      { reservation: 'r', amountMicro: 50n, heldMicro: 30n, headroomMicro: 20n, madeAt: NOW, expiresAt: NOW + HOUR },
    ]);
  });

  it('shrinks with every usage that is not its last', async () => {
    const life = reserved().charge('u1', [['input', 12]], { reservationId: 'r', final: false });
    expect(await open(life)).toMatchObject([{ amountMicro: 50n, heldMicro: 18n, headroomMicro: 20n }]);
    life.charge('u2', [['input', 25]], { reservationId: 'r', final: false });
    expect(await open(life)).toMatchObject([{ heldMicro: 0n, headroomMicro: 13n }]);
  });

  it('is gone once it is settled', async () => {
    expect(await open(reserved().charge('u', [['input', 12]], { reservationId: 'r' }))).toEqual([]);
  });

  it('takes its part of the headroom away from everybody else (rules 22, 23)', async () => {
    const balance = await afterProjecting(journalOf(reserved()), ({ balances }) => balances.balance('a', NOW));
    expect(balance).toMatchObject({ headroomMicro: 20n, reservedMicro: 30n, availableMicro: 0n, blocked: false });
  });
});
