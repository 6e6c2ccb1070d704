import { describe, expect, it } from '@jest/globals';
import type { ChosenOveragePolicy, GrantTerms } from '#libs/ledger/index.js';
import { DAY, members, micro, START } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { made } from '../../../test/support/ledger/reservation-samples.js';
import { FEBRUARY, NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { BalanceView } from './balance-view.js';

const ALL = { limit: 1_000 };
const GLM_ONLY = { models: ['glm'], kinds: null, apps: null };

function balanceOf({ journal, now }: LedgerScript, account: string, at = now): Promise<BalanceView | undefined> {
  return afterProjecting(journal, ({ balances }) => balances.balance(account, at));
}

describe('a balance', () => {
  it('is what was granted less what was charged', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 100);
    const { revision, position } = script.charge('ann', 30);
    expect(await balanceOf(script, 'ann')).toMatchObject({
      remainingMicro: 70n,
      reservedMicro: 0n,
      availableMicro: 70n,
      lapsingMicro: 0n,
      overageMicro: 0n,
      usedThisPeriodMicro: 30n,
      period: { period: 0, startsAt: START, endsAt: START + 30 * DAY },
      nextExpiry: null,
      grants: [{ grant: 'g', amountMicro: 100n, consumedMicro: 30n, remainingMicro: 70n }],
      revision,
      position,
    });
  });

  it('of an account that was never opened is none', async () => {
    expect(await balanceOf(new LedgerScript(), 'nobody')).toBeUndefined();
  });

  it('shows what no grant paid as overage (rule 21)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    script.charge('ann', 25);
    expect(await balanceOf(script, 'ann')).toMatchObject({ remainingMicro: 0n, overageMicro: 15n, grants: [] });
  });

  it('shows expired credits as lapsing, not as available (rule 14)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'old', 40, { expiresAt: START + DAY });
    script.grant('ann', 'new', 60, { expiresAt: START + 2 * DAY });
    const before = { availableMicro: 100n, lapsingMicro: 0n, nextExpiry: { at: START + DAY, amountMicro: 40n } };
    const after = { availableMicro: 60n, lapsingMicro: 40n, nextExpiry: { at: START + 2 * DAY, amountMicro: 60n } };
    expect(await balanceOf(script, 'ann', START + DAY - 1)).toMatchObject({ remainingMicro: 100n, ...before });
    expect(await balanceOf(script, 'ann', START + DAY)).toMatchObject({ remainingMicro: 100n, ...after });
  });

  it('offers unscoped usage neither scoped grants nor those not yet eligible (rule 25)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'glm', 1, { scope: GLM_ONLY });
    script.grant('ann', 'later', 2, { eligibleFrom: START + 1 }).grant('ann', 'now', 4);
    expect(await balanceOf(script, 'ann', START)).toMatchObject({ remainingMicro: 7n, availableMicro: 4n });
  });

  it('lists grants in burn order (rule 16)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'plan', 1).grant('ann', 'gift', 1, { priority: 10 });
    script.grant('ann', 'soon', 1, { expiresAt: START + DAY });
    const balance = await balanceOf(script, 'ann');
    expect(balance?.grants.map(({ grant }) => grant)).toEqual(['gift', 'soon', 'plan']);
  });

  it('counts the newest period only as used this period, late usage of an older one not (rule 13)', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 100);
    script.charge('ann', 10);
    script.nextPeriod('ann');
    script.charge('ann', 20);
    script.charge('ann', 5, { period: 0 });
    expect(await balanceOf(script, 'ann')).toMatchObject({ usedThisPeriodMicro: 20n, remainingMicro: 65n });
  });

  it('counts what each member used this period, unknown ones too (rule 21)', async () => {
    const script = new LedgerScript()
      .open('team', { kind: 'team', members: members('m1', 'm2') })
      .grant('team', 'g', 100);
    script.charge('team', 10, { member: 'm1' });
    script.nextPeriod('team');
    script.charge('team', 7, { member: 'm2' });
    script.charge('team', 3, { member: 'stranger' });
    script.charge('team', 2, { member: 'm2', period: 0 });
    const page = await afterProjecting(script.journal, ({ balances }) => balances.members('team', { limit: 10 }));
    const unlimited = { limitMicro: null, leftMicro: null, reservedMicro: 0n };
    expect(page.items).toEqual([
      { member: 'm1', known: true, usedThisPeriodMicro: 0n, ...unlimited },
      { member: 'm2', known: true, usedThisPeriodMicro: 7n, ...unlimited },
      { member: 'stranger', known: false, usedThisPeriodMicro: 3n, ...unlimited },
    ]);
  });
});

describe('a balance with reservations (rules 23, 25)', () => {
  it('keeps what is held in remaining and out of available, and gives it back', async () => {
    const life = reserved(30);
    expect(await lifeBalance(life)).toMatchObject({ remainingMicro: 100n, reservedMicro: 30n, availableMicro: 70n });
    expect((await lifeBalance(life))?.grants[0]).toMatchObject({ remainingMicro: 100n, heldMicro: 30n });
    life.done(life.command({ type: 'ReleaseReservation', account: 'a', reservation: 'r', outcome: null }));
    expect(await lifeBalance(life)).toMatchObject({ remainingMicro: 100n, reservedMicro: 0n, availableMicro: 100n });
  });

  it('says of each member what is held, and what is left of the limit (rule 26)', async () => {
    const life = reserved(30, {}, 'm-1');
    life.done(life.command({ type: 'SetMemberLimit', account: 'a', member: 'm-1', limitMicro: micro(50) }));
    life.charge('u', [['input', 15]], { member: 'm-1' });
    const { items } = await afterProjecting(journalOf(life), ({ balances }) => balances.members('a', ALL));
    expect(items).toMatchObject([{ usedThisPeriodMicro: 15n, reservedMicro: 30n, limitMicro: 50n, leftMicro: 5n }]);
    life.charge('v', [['input', 15]], { member: 'm-1' });
    const after = await afterProjecting(journalOf(life), ({ balances }) => balances.members('a', ALL));
    expect(after.items).toMatchObject([{ usedThisPeriodMicro: 30n, leftMicro: 0n }]);
  });

  it('does not tell of held credits that they will expire', async () => {
    const life = reserved(100, { expiresAt: NOW + DAY });
    expect(await lifeBalance(life)).toMatchObject({ nextExpiry: null, reservedMicro: 100n });
  });
});

describe('an account is blocked (rule 22)', () => {
  const balanceUnder = (overagePolicy: ChosenOveragePolicy, used: number) => {
    const life = new AccountLife(...OPEN).grant('g', 10);
    life.done(life.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy })).charge('u', [['input', used]]);
    return lifeBalance(life);
  };

  it('when nothing is left and the policy allows no overage', async () => {
    expect(await balanceUnder({ type: 'block' }, 9)).toMatchObject({ blocked: false, headroomMicro: 0n });
    expect(await balanceUnder({ type: 'block' }, 10)).toMatchObject({ blocked: true, headroomMicro: 0n });
  });

  it('when what may be owed is used up as well', async () => {
    const limit = { type: 'limit', limitMicro: 5n } as const;
    expect(await balanceUnder(limit, 14)).toMatchObject({ blocked: false, headroomMicro: 1n, overageMicro: 4n });
    expect(await balanceUnder(limit, 15)).toMatchObject({ blocked: true, headroomMicro: 0n, overageMicro: 5n });
  });

  it('not while a scoped grant can still pay for something', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'glm', 1, { scope: GLM_ONLY });
    expect(await balanceOf(script, 'ann')).toMatchObject({ availableMicro: 0n, blocked: false });
  });

  it('not while credits wait to be rolled over (rule 18)', async () => {
    const rollover = { maxMicro: micro(4) };
    const life = new AccountLife(...OPEN).grant('g', 10, { expiresAt: FEBRUARY, rollover });
    const waiting = { availableMicro: 0n, lapsingMicro: 6n, pendingRolloverMicro: 4n, blocked: false };
    expect(await lifeBalance(life, FEBRUARY)).toMatchObject(waiting);
  });

  it('while it is suspended, whatever it has', async () => {
    const life = new AccountLife(...OPEN).grant('g', 10);
    life.done(life.command({ type: 'SetAccountStatus', account: 'a', status: 'suspended', reason: 'unpaid' }));
    expect(await lifeBalance(life)).toMatchObject({ availableMicro: 10n, blocked: true });
  });
});

describe('a grant (rule 19)', () => {
  it('shows what can be drawn of it, what lapses and what will be rolled over', async () => {
    const life = new AccountLife(...OPEN).grant('g', 10, { expiresAt: FEBRUARY, rollover: { maxMicro: micro(4) } });
    const ask = (at: number) => afterProjecting(journalOf(life), ({ balances }) => balances.grants('a', ALL, at));
    const [before, after] = [await ask(FEBRUARY - 1), await ask(FEBRUARY)];
    expect(before.items).toMatchObject([{ availableMicro: 10n, lapsingMicro: 0n, pendingRolloverMicro: 0n }]);
    expect(after.items).toMatchObject([{ availableMicro: 0n, lapsingMicro: 6n, pendingRolloverMicro: 4n }]);
  });

  it('shows where every credit went', async () => {
    const life = new AccountLife(...OPEN).grant('g', 100, { expiresAt: NOW + DAY });
    life.charge('u', [['input', 30]]);
    const taken = { amountMicro: micro(20), reason: 'granted twice' };
    life.done(life.command({ type: 'AdjustGrantDown', account: 'a', grant: 'g', ...taken }));
    life.now = NOW + 5 * DAY;
    const { items } = await afterProjecting(journalOf(life.dueWork()), ({ balances }) =>
      balances.grants('a', ALL, life.now),
    );
    expect(items).toMatchObject([
      {
        amountMicro: 100n,
        consumedMicro: 30n,
        adjustedDownMicro: 20n,
        expiredMicro: 50n,
        remainingMicro: 0n,
        ended: true,
      },
    ]);
  });

  it('that has ended and is given back to books it as refunded (rule 28)', async () => {
    const life = new AccountLife(...OPEN).grant('g', 100, { expiresAt: NOW + DAY }).charge('u', [['input', 30]]);
    life.now = NOW + 5 * DAY;
    life.correct('u', undefined);
    const { items } = await afterProjecting(journalOf(life), ({ balances }) => balances.grants('a', ALL, life.now));
    expect(items).toMatchObject([
      { grant: 'g', consumedMicro: 0n, refundedMicro: 30n, expiredMicro: 70n, remainingMicro: 0n },
      { grant: '~2', source: 'refund', amountMicro: 30n, remainingMicro: 30n },
    ]);
  });

  it('refuses a debit that does not leave what it says', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 100);
    script.charge('ann', 10);
    script.charge('ann', 10);
    script.journal.records.splice(3, 1);
    await expect(balanceOf(script, 'ann')).rejects.toThrow('has what the debit says remains');
  });
});

function lifeBalance(life: AccountLife, at = life.now): Promise<BalanceView | undefined> {
  return afterProjecting(journalOf(life), ({ balances }) => balances.balance('a', at));
}

/** 100 credits, some of them held by a reservation `r` for an hour. */
function reserved(amount: number, terms: Partial<GrantTerms> = {}, member?: string): AccountLife {
  const life = new AccountLife(...OPEN).grant('g', 100, terms);
  const { model, tier, tariffs, components } = made([['input', amount]], []).data;
  const asked = { type: 'ReserveCredits', account: 'a', reservation: 'r', ttlMs: 3_600_000 } as const;
  return life.done(
    life.command({ ...asked, model, tier, tariffs, components, ...(member !== undefined && { member }) }),
  );
}
