import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { FEBRUARY, NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { pin, plan } from '../../../test/support/ledger/shop.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { AccountView } from './account-view.js';
import { CursorInvalid } from '../page.js';

const ALL = { limit: 1_000 };
const DAY = 86_400_000;

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

function life(): AccountLife {
  return new AccountLife(...OPEN);
}

function accountOf(lived: AccountLife): Promise<AccountView | undefined> {
  return afterProjecting(journalOf(lived), ({ accounts }) => accounts.account('a'));
}

describe('an account', () => {
  it('shows its standing, its overage policy with the figures, and its zone of now', async () => {
    const lived = life();
    const price = { amountMinor: 5n, perMicro: micro(1_000), taxIncluded: true };
    const overagePolicy = { type: 'invoice', capMicro: 70n, price } as const;
    lived.done(lived.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy }));
    lived.done(lived.command({ type: 'SetAccountStatus', account: 'a', status: 'suspended', reason: 'unpaid' }));
    lived.done(lived.command({ type: 'ChangeBilling', account: 'a', zone: 'Asia/Tokyo', billingDay: 15 }));
    expect(await accountOf(lived)).toMatchObject({
      standing: 'suspended',
      overagePolicy: { type: 'invoice', capMicro: 70n, price: { ...price, version: 1 } },
      zone: 'Asia/Tokyo',
      billingDay: 15,
    });
  });

  it('shows its tariff books in order, the one assigned last for an instant (rule 30)', async () => {
    const lived = life();
    for (const [tariffBook, effectiveFrom] of [
      ['later', NOW + DAY],
      ['now', NOW],
      ['instead', NOW + DAY],
    ] as const) {
      lived.done(lived.command({ type: 'AssignTariffBook', account: 'a', tariffBook, effectiveFrom }));
    }
    const books = (await accountOf(lived))?.tariffBooks.map(({ tariffBook }) => tariffBook);
    expect(books).toEqual(['standard', 'now', 'instead']);
  });

  it('shows members with their limits, and those that were removed only for what they used (rules 21, 26)', async () => {
    const lived = life()
      .grant('g', 10)
      .charge('u', [['input', 3]], { member: 'm-1' });
    lived.done(lived.command({ type: 'AddMember', account: 'a', member: 'm-2', limitMicro: micro(7) }));
    lived.done(lived.command({ type: 'RemoveMember', account: 'a', member: 'm-1' }));
    const page = await afterProjecting(journalOf(lived), ({ balances }) => balances.members('a', ALL));
    expect(page.items).toEqual([
      { member: 'm-1', known: false, usedThisPeriodMicro: 3n, limitMicro: null, reservedMicro: 0n, leftMicro: null },
      { member: 'm-2', known: true, usedThisPeriodMicro: 0n, limitMicro: 7n, reservedMicro: 0n, leftMicro: 7n },
    ]);
  });
});

describe('a billing period', () => {
  it('shows what was used and is to pay once it is sealed (rules 3, 13)', async () => {
    const lived = life()
      .grant('g', 100)
      .charge('u', [['input', 30]]);
    lived.now = FEBRUARY + 4 * DAY;
    await afterProjecting(journalOf(lived.dueWork()), async ({ accounts }) => {
      const first = await accounts.periods('a', { limit: 1 });
      expect(first.items).toMatchObject([
        { period: 0, sealed: true, sealedAt: lived.now, usedMicro: 30n, totalMinor: 0n },
      ]);
      const rest = await accounts.periods('a', { limit: 1, after: first.next! });
      expect(rest).toMatchObject({
        items: [{ period: 1, sealed: false, sealedAt: null, totalMinor: null }],
        next: null,
      });
      await expect(accounts.periods('a', { limit: 1, after: 'x' })).rejects.toThrow(CursorInvalid);
    });
  });
});

describe('a subscription', () => {
  const subscribed = () => {
    const lived = life();
    const sold = { subscription: 's', product: pin('p'), terms: plan(), currency: 'CNY' } as const;
    return lived.done(lived.command({ type: 'Subscribe', account: 'a', ...sold }));
  };
  const shown = async (lived: AccountLife) =>
    (await afterProjecting(journalOf(lived), ({ accounts }) => accounts.subscriptions('a', ALL))).items;

  it('shows its product, terms and the term that is paid', async () => {
    expect(await shown(subscribed())).toMatchObject([
      {
        subscription: 's',
        product: pin('p'),
        terms: plan(),
        term: { startsAt: NOW, endsAt: FEBRUARY },
        occurrences: 1,
      },
    ]);
  });

  it('shows what waits for its renewal, and how it ended (rule 31)', async () => {
    const lived = subscribed();
    lived.done(lived.command({ type: 'CancelSubscription', account: 'a', subscription: 's' }));
    expect(await shown(lived)).toMatchObject([{ change: { next: null }, ended: null }]);
    lived.now = FEBRUARY;
    expect(await shown(lived.dueWork())).toMatchObject([
      { change: null, ended: { at: FEBRUARY, ending: 'cancelled' } },
    ]);
  });
});

describe('a transfer', () => {
  it('is shown while it is in flight (rule 33)', async () => {
    const lived = life().grant('g', 100).send('t', 40);
    const inFlight = async () =>
      (await afterProjecting(journalOf(lived), ({ accounts }) => accounts.transfers('a', ALL))).items;
    expect(await inFlight()).toEqual([{ transfer: 't', to: 'b', amountMicro: 40n, sentAt: NOW }]);
    lived.record({ type: 'TransferCompleted', data: { account: 'a', transfer: 't' } });
    expect(await inFlight()).toEqual([]);
  });
});
