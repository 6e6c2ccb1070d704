import { describe, expect, it } from '@jest/globals';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import { NOW, OPEN, OPENED_AT } from '../../../test/support/ledger/samples.js';
import { pin, plan } from '../../../test/support/ledger/shop.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting, setBack } from '../../../test/support/projections/views-harness.js';
import { UNSCOPED } from '#libs/ledger/contract.js';
import type { Forecast } from './forecast-view.js';

const DAY = 86_400_000;

async function forecastOf(life: AccountLife, at = NOW): Promise<Forecast> {
  return (await afterProjecting(journalOf(life), ({ forecasts }) => forecasts.forecast('a', at)))!;
}

/** 70 in the last seven days, of which 20 are taken back, and 100 today, which is not complete. */
function used(left: number): AccountLife {
  const life = new AccountLife(...OPEN).grant('g', left + 150);
  life.charge('old', [['input', 99]], { occurredAt: NOW - 8 * DAY }).correct('old', [0]);
  life
    .charge('u1', [['input', 50]], { occurredAt: NOW - 1 })
    .charge('u2', [['input', 20]], { occurredAt: NOW - 7 * DAY });
  life.charge('u3', [['input', 100]]);
  return life.correct('u2', undefined);
}

describe('the forecast of an account', () => {
  it('is the mean of the last seven complete days, corrections taken in, against what is usable', async () => {
    const forecast = await forecastOf(used(25));
    expect(forecast).toMatchObject({
      outcome: 'runs_out',
      basis: { startsAt: NOW - 7 * DAY, endsAt: NOW, days: 7, usedMicro: 50n },
      dailyBurnMicro: 7n,
      usableMicro: 25n,
      runsOutAt: NOW + 3.5 * DAY,
      renewalAt: null,
    });
    expect(forecast.formula).toEqual([
      'Burn: 50 used in 7 days (from 2026-01-03T00:00:00.000Z to 2026-01-10T00:00:00.000Z, complete days in UTC); 50 / 7 = 7 in 24 hours, rounded.',
      'Usable at 2026-01-10T00:00:00.000Z: 25, over grants that pay for any usage, in burn order; what is held, expired or not yet valid is left out.',
      'From 2026-01-10T00:00:00.000Z: 25 × 7 × 86400000 / 50 milliseconds last until 2026-01-13T12:00:00.000Z (computed before rounding).',
    ]);
  });

  it('takes as many days as there are, and says so before there is one', async () => {
    const life = new AccountLife(...OPEN).grant('g', 100);
    life.charge('u', [['input', 10]], { occurredAt: OPENED_AT });
    const days = async (at: number) => (await forecastOf(life, at)).basis?.days;
    expect(await days(OPENED_AT + 2 * DAY)).toBe(2);
    expect(await days(OPENED_AT + DAY)).toBe(1);
    const first = await forecastOf(life, OPENED_AT + DAY - 1);
    expect(first).toMatchObject({ outcome: 'no_complete_day', basis: null, dailyBurnMicro: null, runsOutAt: null });
  });

  it('ends with the next renewal that brings credits, unless the subscription ends there', async () => {
    const life = used(25);
    const terms = plan({ allowanceMicro: micro(1_000) });
    const agreed = { product: pin('p'), terms, currency: 'CNY' } as const;
    life.done(life.command({ type: 'Subscribe', account: 'a', subscription: 's', ...agreed }));
    const renewalAt = life.last('SubscriptionStarted').term.endsAt;
    expect(await forecastOf(life)).toMatchObject({ outcome: 'lasts_until_renewal', boundAt: renewalAt, renewalAt });
    life.done(life.command({ type: 'CancelSubscription', account: 'a', subscription: 's' }));
    expect(await forecastOf(life)).toMatchObject({ outcome: 'runs_out', renewalAt: null });
  });

  it('claims no event that one of the read models it is made of does not show yet', async () => {
    const forecast = await afterProjecting(journalOf(used(25)), async ({ forecasts }, views) => {
      await setBack(views, 'usage-series', 1);
      return forecasts.forecast('a', NOW);
    });
    expect(forecast?.position).toBe(1);
  });

  it('counts unscoped grants, or all where none is unscoped, as alerts do (rule 35)', async () => {
    const life = used(25);
    const scope = { ...UNSCOPED, models: ['glm'] };
    life.done(life.command({ type: 'GrantCredits', account: 'a', source: 'top_up', amountMicro: micro(7), scope }));
    expect(await forecastOf(life)).toMatchObject({ usableMicro: 25n });
    const scoped = new AccountLife(...OPEN);
    scoped.done(scoped.command({ type: 'GrantCredits', account: 'a', source: 'top_up', amountMicro: micro(7), scope }));
    const forecast = await forecastOf(scoped);
    expect(forecast).toMatchObject({ usableMicro: 7n, outcome: 'no_burn' });
    expect(forecast.formula[1]).toContain('all grants, since every one is limited to some usage');
  });
});
