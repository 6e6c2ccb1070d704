import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { chargeUsage, FEBRUARY, GRACE, OPENED_AT } from '../../../../test/support/ledger/samples.js';
import { pack, pin, plan } from '../../../../test/support/ledger/shop.js';
import type { AccountCommand, Clock } from '../commands.js';

/** Usage received by a source whose clock has passed midnight, while the ledger's own has not. */
const RECEIVED = FEBRUARY + 1_000;
const AHEAD: Clock = { now: FEBRUARY - 2_000, giveUpTo: RECEIVED, takeUpTo: OPENED_AT, closeGraceMs: GRACE };

function received(life: AccountLife, clock: Clock): void {
  life.now = clock.now;
  life.done(chargeUsage([['input', 1]], { occurredAt: RECEIVED }, { receivedAt: RECEIVED, clock }));
}

function subscribed(life: AccountLife): AccountCommand {
  return life.command({ type: 'Subscribe', account: 'a', subscription: 's', ...sold('p'), terms: plan() });
}

function bought(life: AccountLife): AccountCommand {
  const paid = { quantity: 1, paymentRef: 'pay', payment: 'bill', takenBefore: false } as const;
  return life.command({ type: 'BuyPack', account: 'a', grant: 'g', ...sold('pack'), terms: pack(), ...paid });
}

function sold(product: string) {
  return { product: pin(product), currency: 'CNY' };
}

describe('a sale while the clock of a source is ahead', () => {
  it('upgrades a term that was renewed already from its start on, never by days of the one before', () => {
    const life = new AccountLife();
    life.now = OPENED_AT;
    life.done(subscribed(life));
    received(life, AHEAD);
    const terms = plan({ fee: { amountMinor: 1_860n, taxIncluded: true }, allowanceMicro: micro(62_000_000) });
    life.done(life.command({ type: 'ChangeSubscription', account: 'a', subscription: 's', ...sold('q'), terms }));
    const { at, allowanceMicro, lines } = life.last('SubscriptionUpgraded');
    expect({ at, allowanceMicro }).toEqual({ at: FEBRUARY, allowanceMicro: 62_000_000n });
    expect(lines.map(({ line, amountMinor }) => [line, amountMinor])).toEqual([
      ['1-2', -930n],
      ['1-3', 1_860n],
    ]);
  });

  it('begins a subscription in the oldest period that is not sealed', () => {
    const life = new AccountLife();
    received(life, { ...AHEAD, takeUpTo: RECEIVED, closeGraceMs: 0 });
    expect(life.state.periods.map(({ period }) => period)).toEqual([1]);
    life.done(subscribed(life));
    expect(life.last('SubscriptionStarted').term.startsAt).toBe(FEBRUARY);
  });

  it('bills a purchase, and gives back for it, in the period of now, whatever usage has opened the next', () => {
    const life = new AccountLife();
    received(life, AHEAD);
    life.done(bought(life));
    const { lines } = life.last('CreditsGranted');
    const facts = { granted: life.last('CreditsGranted'), consumedMicro: 5n, reversed: false };
    const note = { type: 'IssueCreditNote', account: 'a', line: '0-1', amountMinor: 1n, reason: 'goodwill' } as const;
    life.done(life.command({ ...note, sealedLine: undefined }));
    const back = { type: 'ReversePurchase', account: 'a', grant: 'g', kind: 'chargeback', reason: 'lost' } as const;
    life.done(life.command({ ...back, facts }));
    const { lines: given, overage } = life.last('PurchaseReversed');
    const all = [...lines, ...life.last('CreditNoteIssued').lines, ...given];
    expect(all.map(({ line }) => line)).toEqual(['0-1', '0-2', '0-3']);
    expect(overage.map(({ bucket }) => bucket.period)).toEqual([0]);
  });
});
