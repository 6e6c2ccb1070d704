import { describe, expect, it } from '@jest/globals';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { HOUR, release, reserve } from '../../../../test/support/ledger/reservation-samples.js';
import { GRACE, NOW } from '../../../../test/support/ledger/samples.js';

const DAY = 24 * HOUR;

describe('held credits of a grant that expires (rule 25)', () => {
  const EXPIRY = NOW + 2 * DAY;
  const expiring = () =>
    new AccountLife().grant('g', 100, { expiresAt: EXPIRY }).done(reserve([['input', 60]], { ttlMs: 30 * DAY }));

  it('still pay their own reservation, after the expiry event too', () => {
    const life = expiring();
    life.now = EXPIRY + GRACE;
    life.dueWork();
    expect(life.last('GrantExpired')).toMatchObject({ grant: 'g', amountMicro: 40n });
    life.charge('late', [['input', 50]], { reservationId: 'h' });
    expect(life.last('UsageCharged')).toMatchObject({ flags: [], totalMicro: 50n, overageAfterMicro: 0n });
    expect(life.last('ReservationEnded').returns).toEqual([{ grant: 'g', amountMicro: 10n, expired: true }]);
    expect(life.state).toMatchObject({ grants: [], remainingMicro: 0n });
    expect(life.moved('grant/g', 'expired')).toBe(50n);
  });

  it('that return before the expiry event lapse with the rest', () => {
    const life = expiring();
    life.now = EXPIRY + HOUR;
    life.done(release());
    expect(life.last('ReservationEnded').returns).toEqual([{ grant: 'g', amountMicro: 60n, expired: false }]);
    life.now = EXPIRY + GRACE;
    life.dueWork();
    expect(life.last('GrantExpired').amountMicro).toBe(100n);
  });

  it('pay nobody else once the grant has ended', () => {
    const life = expiring();
    life.now = EXPIRY + GRACE;
    life.charge('other', [['input', 5]], { occurredAt: EXPIRY - 1 });
    expect(life.last('UsageCharged')).toMatchObject({ overageAfterMicro: 5n, remainingAfterMicro: 60n });
  });
});
