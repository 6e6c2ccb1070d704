import { describe, expect, it } from '@jest/globals';
import { streamName } from '#libs/journal/contract.js';
import { UNSCOPED, type AccountEvent, type PurchaseFacts } from '#libs/ledger/index.js';
import { accountOpened, meta, micro } from '../../../test/support/journal/event-builders.js';
import { type InMemoryJournalReader } from '../../../test/support/journal/in-memory-journal-reader.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { at, FEBRUARY, NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { pack, pin, plan } from '../../../test/support/ledger/shop.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { deferredLines, flowLines, revenueLines } from './credit-lines.js';
import type { SettlementFigures } from './settlement-figures.js';

const DAY = 86_400_000;
const BREAKAGE = ['expired', 'forfeited', 'upgraded', 'refunded'] as const;

/** A grant that was paid for: minor units for all of it. */
const paid = (amountMinor: bigint) => ({ costBasis: { amountMinor, currency: 'CNY', taxIncluded: true } });

interface Told {
  readonly revenue: readonly string[];
  readonly gone: readonly string[];
  readonly deferred: readonly string[];
}

function told(figures: SettlementFigures): Told {
  const exact = (line: { readonly money: ReturnType<typeof revenueLines>[number]['money'] }) =>
    line.money === null ? 'nothing' : `${line.money.exact.numerator}/${line.money.exact.denominator}`;
  return {
    revenue: revenueLines(figures).map((line) => `${line.type} ${line.creditsMicro} = ${exact(line)}`),
    gone: flowLines(figures, BREAKAGE).map((line) => `${line.flow} ${line.creditsMicro} = ${exact(line)}`),
    deferred: deferredLines(figures).map((line) => `${line.source} ${line.creditsMicro} = ${exact(line)}`),
  };
}

function settled(reader: InMemoryJournalReader, month: string): Promise<Told> {
  return afterProjecting(reader, async ({ settlements }) => told(await settlements.figures(month)));
}

const of = (life: AccountLife, month = '2026-01') => settled(journalOf(life), month);

describe('the revenue of a debit (rule 36)', () => {
  it('is the sum of its allocations at what each grant cost, as an exact fraction', async () => {
    const life = new AccountLife().grant('first', 3, { ...paid(1_000n), priority: 1 }).grant('second', 7, paid(50n));
    expect(await of(life.charge('u', [['input', 5]]))).toEqual({
      // 1,000 + 2 × 50/7
      revenue: ['used 5 = 7100/7'],
      gone: [],
      deferred: ['top_up 5 = 250/7'],
    });
  });

  it('is nothing where nothing was paid, and stands in a line of its own', async () => {
    const life = new AccountLife()
      .grant('free', 10, { source: 'free_quota', priority: 1 })
      .grant('bought', 10, paid(100n))
      .charge('u', [['input', 15]]);
    expect((await of(life)).revenue).toEqual(['used 10 = nothing', 'used 5 = 50/1']);
  });

  it('is taken back by a reversal, in the month that records it (rule 11)', async () => {
    const life = new AccountLife().grant('g', 3, paid(1_000n)).charge('u', [['input', 1]]);
    life.now = FEBRUARY;
    life.correct('u', undefined);
    expect((await of(life)).revenue).toEqual(['used 1 = 1000/3']);
    expect(await of(life, '2026-02')).toMatchObject({
      revenue: ['used -1 = -1000/3'],
      deferred: ['top_up 3 = 1000/1'],
    });
  });

  it('becomes breakage where the subscriber was at fault and the grant has expired (rule 28)', async () => {
    const life = new AccountLife().grant('g', 4, { ...paid(100n), expiresAt: NOW + DAY }).charge('u', [['input', 3]]);
    life.now = NOW + 10 * DAY;
    life.dueWork().correct('u', [1], { fault: 'subscriber' });
    expect(await of(life)).toEqual({ revenue: ['used 1 = 25/1'], gone: ['expired 3 = 75/1'], deferred: [] });
  });

  it('goes on at the old cost in a refund grant, to the last fraction (rule 28)', async () => {
    const life = new AccountLife().grant('g', 3, { ...paid(1_000n), expiresAt: NOW + DAY }).charge('u', [['input', 2]]);
    life.now = NOW + 10 * DAY;
    life.dueWork().correct('u', undefined);
    expect(await of(life)).toEqual({
      revenue: [],
      gone: ['expired 1 = 1000/3'],
      deferred: ['top_up 2 = 2000/3'],
    });
    expect((await of(life.charge('again', [['input', 1]]))).revenue).toEqual(['used 1 = 1000/3']);
  });
});

describe('the revenue of overage (rule 36)', () => {
  it('counts when a grant repays it, at what that grant cost', async () => {
    const life = new AccountLife();
    const overagePolicy = { type: 'limit', limitMicro: 100n } as const;
    life.done(life.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy })).charge('u', [['input', 30]]);
    expect((await of(life)).revenue).toEqual([]);
    life.now = FEBRUARY;
    const given = { amountMicro: micro(20), scope: UNSCOPED, source: 'top_up', ...paid(100n) } as const;
    life.done(life.command({ type: 'GrantCredits', account: 'a', ...given }));
    expect(await of(life, '2026-02')).toEqual({ revenue: ['overage 20 = 100/1'], gone: [], deferred: [] });
    expect((await of(life.correct('u', [15]), '2026-02')).revenue).toEqual(['overage 15 = 75/1']);
  });

  it('counts when it is billed, exactly at its price, and is taken back with the credit line (rule 28)', async () => {
    const life = new AccountLife(...OPEN);
    const price = { amountMinor: 2n, perMicro: micro(3), taxIncluded: true };
    const overagePolicy = { type: 'invoice', capMicro: micro(50), price } as const;
    life.done(life.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy }));
    life.grant('g', 10, { expiresAt: null }).charge('u', [['input', 20]]);
    life.now = FEBRUARY + 4 * DAY;
    life.dueWork();
    expect((await of(life, '2026-02')).revenue).toEqual(['overage 10 = 20/3']);
    expect((await of(life.correct('u', [14]), '2026-02')).revenue).toEqual(['overage 4 = 8/3']);
  });

  it('is nothing where it is written off (rule 22)', async () => {
    const life = new AccountLife(...OPEN).charge('u', [['input', 30]]);
    life.now = FEBRUARY + 4 * DAY;
    expect(await of(life.dueWork(), '2026-02')).toEqual({ revenue: [], gone: [], deferred: [] });
  });
});

describe('money that goes back', () => {
  function bought(): AccountLife {
    const life = new AccountLife();
    const sold = { product: pin('pack'), terms: pack({ amountMicro: micro(100) }), currency: 'CNY', quantity: 1 };
    const how = { paymentRef: 'pay', payment: 'bill', takenBefore: false } as const;
    life.done(life.command({ type: 'BuyPack', account: 'a', grant: 'pack', ...sold, ...how }));
    return life.charge('u', [['input', 25]]);
  }

  function reversed(life: AccountLife, kind: 'refund' | 'chargeback'): AccountLife {
    const facts: PurchaseFacts = { granted: life.last('CreditsGranted'), consumedMicro: micro(25), reversed: false };
    return life.done(
      life.command({ type: 'ReversePurchase', account: 'a', grant: 'pack', kind, reason: 'asked for', facts }),
    );
  }

  it('is no breakage: a refund takes the unused part out (rule 32)', async () => {
    expect(await of(reversed(bought(), 'refund'))).toEqual({
      revenue: ['used 25 = 125/1'],
      gone: ['refunded 75 = 375/1'],
      deferred: [],
    });
  });

  it('takes back what use had brought in, when the whole price is charged back (rule 32)', async () => {
    const { revenue } = await of(reversed(bought(), 'chargeback'));
    expect(revenue).toEqual(['charged_back -25 = -125/1', 'used 25 = 125/1']);
  });

  it('is no breakage where an upgrade forfeits credits: the credit line has paid for them (rule 31)', async () => {
    const life = new AccountLife();
    const sold = { subscription: 's', currency: 'CNY' } as const;
    life.done(life.command({ type: 'Subscribe', account: 'a', ...sold, product: pin('p'), terms: plan() }));
    const dearer = plan({ fee: { amountMinor: 1_860n, taxIncluded: true } });
    life.now += DAY;
    life.done(life.command({ type: 'ChangeSubscription', account: 'a', ...sold, product: pin('q'), terms: dearer }));
    // 31,000,000 × 21 days of 22, at 930 for 31,000,000
    expect((await of(life)).gone).toEqual(['upgraded 29590909 = 88772727/100000']);
  });
});

describe('credits that move to another grant or account', () => {
  it('roll over at what they cost; what does not is breakage (rule 18)', async () => {
    const life = new AccountLife().grant('g', 3, {
      ...paid(1_000n),
      expiresAt: FEBRUARY,
      rollover: { maxMicro: micro(1) },
    });
    life.now = FEBRUARY + 4 * DAY;
    life.dueWork().charge('u', [['input', 1]]);
    expect(await of(life, '2026-02')).toEqual({
      revenue: ['used 1 = 1000/3'],
      gone: ['forfeited 2 = 2000/3'],
      deferred: [],
    });
  });

  it('keep what they cost on the other side of a transfer, to the last fraction (rule 33)', async () => {
    const sender = new AccountLife().grant('g', 3, paid(1_000n)).send('t', 1);
    const journal = journalOf(sender);
    const receiver = new AccountLife();
    const { transfer, parts } = sender.last('TransferSent');
    receiver.done({
      type: 'ReceiveTransfer',
      account: 'a',
      transfer,
      from: 'a',
      currency: 'CNY',
      parts: parts.map(({ grant, amountMicro, costBasis }, part) => ({ part, terms: grant, amountMicro, costBasis })),
      context: at(receiver.now),
    });
    receiver.charge('u', [['input', 1]]);
    expect(receiver.last('CreditsGranted').terms.costBasis).toMatchObject({ amountMinor: 333n });
    for (const event of receiver.events.map(asAccountB)) journal.append(streamName('account', 'b'), event, meta(NOW));
    expect(await settled(journal, '2026-01')).toEqual({
      revenue: ['used 1 = 1000/3'],
      gone: [],
      deferred: ['top_up 2 = 2000/3'],
    });
  });
});

function asAccountB(event: AccountEvent): AccountEvent {
  if (event.type === 'AccountOpened') return accountOpened('b', { ...event.data, account: 'b' });
  if (event.type === 'UsageCharged') {
    return { ...event, data: { ...event.data, usage: { ...event.data.usage, account: 'b' } } };
  }
  return { ...event, data: { ...event.data, account: 'b' } } as AccountEvent;
}
