import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyScript } from '../../../test/support/journal/any-script.js';
import { DAY, START } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { BalanceView } from './balance-view.js';

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
    const script = new LedgerScript().open('team', { kind: 'team', members: ['m1', 'm2'] }).grant('team', 'g', 100);
    script.charge('team', 10, { member: 'm1' });
    script.nextPeriod('team');
    script.charge('team', 7, { member: 'm2' });
    script.charge('team', 3, { member: 'stranger' });
    script.charge('team', 2, { member: 'm2', period: 0 });
    const page = await afterProjecting(script.journal, ({ balances }) => balances.members('team', { limit: 10 }));
    expect(page.items).toEqual([
      { member: 'm1', known: true, usedThisPeriodMicro: 0n },
      { member: 'm2', known: true, usedThisPeriodMicro: 7n },
      { member: 'stranger', known: false, usedThisPeriodMicro: 3n },
    ]);
  });

  it('equals an independent sum over the events, whatever happens (rule 19)', async () => {
    await fc.assert(
      fc.asyncProperty(anyScript, async (script) => {
        await afterProjecting(script.journal, async ({ balances }) => {
          for (const account of ['ann', 'bob', 'team']) {
            const balance = (await balances.balance(account, script.now))!;
            const { items } = await balances.grants(account, { limit: 1_000 });
            const sum = sumOf(script, account);
            expect(balance.remainingMicro).toBe(sum.granted - sum.taken);
            expect(balance.overageMicro).toBe(sum.overage);
            expect(items.reduce((total, grant) => total + grant.remainingMicro, 0n)).toBe(balance.remainingMicro);
            expect(items.reduce((total, grant) => total + grant.consumedMicro, 0n)).toBe(sum.taken);
          }
        });
      }),
      { numRuns: 15 },
    );
  });
});

function sumOf({ journal }: LedgerScript, account: string): { granted: bigint; taken: bigint; overage: bigint } {
  const sum = { granted: 0n, taken: 0n, overage: 0n };
  for (const { event, stream } of journal.records) {
    if (stream !== `account-${account}`) continue;
    const data = event.data as { amountMicro?: bigint; allocations?: { grant: string | null; amountMicro: bigint }[] };
    if (event.type === 'CreditsGranted') sum.granted += data.amountMicro!;
    for (const { grant, amountMicro } of data.allocations ?? []) {
      if (grant === null) sum.overage += amountMicro;
      else sum.taken += amountMicro;
    }
  }
  return sum;
}

describe('a list', () => {
  it('is read page by page to its end', async () => {
    const script = new LedgerScript();
    for (const account of ['a', 'b', 'c', 'd', 'e']) script.open(account);
    await afterProjecting(script.journal, async ({ accounts }) => {
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await accounts.accounts({ limit: 2, ...(after !== undefined && { after }) });
        seen.push(...page.items.map(({ account }) => account));
        after = page.next;
      }
      expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
    });
  });

  it('shows an account with its newest alert rules', async () => {
    const script = new LedgerScript().open('ann').setRules('ann', [90], [5n]);
    const account = await afterProjecting(script.journal, ({ accounts }) => accounts.account('ann'));
    expect(account).toMatchObject({
      kind: 'individual',
      currency: 'CNY',
      alertRules: { percents: [90], floorsMicro: [5n] },
    });
  });
});
