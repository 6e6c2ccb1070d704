import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { made } from '../../../test/support/ledger/reservation-samples.js';
import { FEBRUARY, GRACE, NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { pin, plan } from '../../../test/support/ledger/shop.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Whether something of account `a` is due. */
async function isDue(lived: AccountLife, now: number, takeUpTo = now): Promise<boolean> {
  const due = await afterProjecting(journalOf(lived), ({ timers }) =>
    timers.due({ now, takeUpTo, closeGraceMs: GRACE }, { limit: 10 }),
  );
  return due.includes('a');
}

function life(): AccountLife {
  return new AccountLife(...OPEN);
}

describe('what is due (rule 15)', () => {
  it('is the seal of a period, a grace after its end, once every source has been read so far (rule 13)', async () => {
    expect(await isDue(life(), FEBRUARY + GRACE - 1)).toBe(false);
    expect(await isDue(life(), FEBRUARY + GRACE)).toBe(true);
    expect(await isDue(life(), FEBRUARY + 9 * DAY, FEBRUARY + GRACE - 1)).toBe(false);
  });

  it('is what is left of a grant, a grace after it expired (rule 14)', async () => {
    const lived = life().grant('g', 10, { expiresAt: NOW + DAY });
    expect(await isDue(lived, NOW + DAY + GRACE - 1)).toBe(false);
    expect(await isDue(lived, NOW + DAY + GRACE)).toBe(true);
    lived.now = NOW + DAY + GRACE;
    expect(await isDue(lived.dueWork(), lived.now)).toBe(false);
  });

  it('is not a grant of which nothing is left, nor one that the seal ends', async () => {
    const spent = life()
      .grant('g', 10, { expiresAt: NOW + DAY })
      .charge('u', [['input', 10]]);
    expect(await isDue(spent, NOW + 9 * DAY)).toBe(false);
    const rolling = life().grant('g', 10, { expiresAt: NOW + DAY, rollover: { maxMicro: micro(1) } });
    expect(await isDue(rolling, NOW + 9 * DAY)).toBe(false);
  });

  it('is a grant that was spent and has got something back', async () => {
    const lived = life()
      .grant('g', 10, { expiresAt: NOW + DAY })
      .charge('u', [['input', 10]])
      .correct('u', [4]);
    expect(await isDue(lived, NOW + DAY + GRACE)).toBe(true);
  });

  it('is the end of a reservation, by the wall clock', async () => {
    const lived = life().grant('g', 10);
    const { model, tier, tariffs, components } = made([['input', 5]], []).data;
    const asked = { type: 'ReserveCredits', account: 'a', reservation: 'r', ttlMs: HOUR } as const;
    lived.done(lived.command({ ...asked, model, tier, tariffs, components }));
    expect(await isDue(lived, NOW + HOUR - 1)).toBe(false);
    expect(await isDue(lived, NOW + HOUR, 0)).toBe(true);
    lived.done(lived.command({ type: 'ReleaseReservation', account: 'a', reservation: 'r', outcome: null }));
    expect(await isDue(lived, NOW + HOUR, 0)).toBe(false);
  });

  it('is a renewal at the end of its term, before what was read', async () => {
    const lived = life();
    const terms = plan({ every: { unit: 'day', count: 2 } });
    const sold = { subscription: 's', product: pin('p'), terms, currency: 'CNY' } as const;
    lived.done(lived.command({ type: 'Subscribe', account: 'a', ...sold }));
    expect(await isDue(lived, NOW + 2 * DAY - 1, 0)).toBe(false);
    expect(await isDue(lived, NOW + 2 * DAY, 0)).toBe(true);
    lived.now = NOW + 2 * DAY;
    expect(await isDue(lived.dueWork(), lived.now, 0)).toBe(false);
  });

  it('is a transfer at once, until it has arrived', async () => {
    const lived = life().grant('g', 100).send('t', 40);
    expect(await isDue(lived, NOW, 0)).toBe(true);
    lived.record({ type: 'TransferCompleted', data: { account: 'a', transfer: 't' } });
    expect(await isDue(lived, NOW, 0)).toBe(false);
  });

  it('is told account by account, in pages', async () => {
    const script = new LedgerScript();
    for (const account of ['a', 'b', 'c']) script.open(account).grant(account, 'g', 1, { expiresAt: script.now + DAY });
    const limits = { now: script.now + 90 * DAY, takeUpTo: script.now + 90 * DAY, closeGraceMs: GRACE };
    await afterProjecting(script.journal, async ({ timers }) => {
      expect(await timers.due(limits, { limit: 2 })).toEqual(['a', 'b']);
      expect(await timers.due(limits, { limit: 2, after: 'b' })).toEqual(['c']);
      expect(await timers.due({ ...limits, takeUpTo: 0 }, { limit: 2 })).toEqual([]);
    });
  });
});
