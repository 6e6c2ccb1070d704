import { describe, expect, it } from '@jest/globals';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { at, FEBRUARY, january, NOW, opened } from '../../../../test/support/ledger/samples.js';
import type { AccountCommand, BuyPack, PurchaseFacts, ReversePurchase } from '../commands.js';
import { UNSCOPED } from '../terms.js';

const DISCOUNT = { numerator: 1, denominator: 10 };

/** 100 credits for 1,000, less a tenth. */
function bought(life: AccountLife, more: Partial<BuyPack> = {}): AccountLife {
  const terms: BuyPack['terms'] = {
    source: 'top_up',
    amountMicro: micro(100),
    price: { amountMinor: 1_000n, taxIncluded: true },
    discount: DISCOUNT,
    validity: null,
    scope: UNSCOPED,
    priority: null,
    oncePerCustomer: false,
  };
  const product = { product: 'pack', version: 1, hash: 'ab'.repeat(32) };
  const paid = { paymentRef: 'pay-1', payment: 'bill', currency: 'CNY', quantity: 1, takenBefore: false } as const;
  return life.done(life.command({ type: 'BuyPack', account: 'a', grant: 'pack', product, terms, ...paid, ...more }));
}

function reversal(
  life: AccountLife,
  kind: ReversePurchase['kind'],
  facts: Partial<PurchaseFacts> = {},
): AccountCommand {
  const granted = life.last('CreditsGranted');
  const uses = ['consumed', 'transferred_out', 'overage/0-limit-unpriced'].map((book) =>
    life.moved('grant/pack', book),
  );
  const consumedMicro = uses.reduce((sum, amount) => sum + amount, 0n);
  const known = { granted, consumedMicro, reversed: false, ...facts };
  return life.command({
    type: 'ReversePurchase',
    account: 'a',
    grant: 'pack',
    kind,
    reason: 'asked for',
    facts: known,
  });
}

/** A reservation holds credits of the pack. */
function holding(life: AccountLife, amount: number): AccountLife {
  const held = { parts: [{ grant: 'pack', amountMicro: micro(amount) }], headroomMicro: micro(0) };
  const call = { member: null, app: null, model: 'qwen', tier: 'standard', tariffs: [], components: [] } as const;
  const data = { account: 'a', reservation: 'r', ...call, ...held, amountMicro: micro(amount), burnOrder: 1 };
  return life.record({ type: 'ReservationMade', data: { ...data, expiresAt: NOW + 1 } });
}

describe('the refund of a purchase (rule 32)', () => {
  it('takes the free rest out and gives its share of the price back, on the line it was bought on', () => {
    const life = bought(new AccountLife()).charge('call', [['input', 25]]);
    life.done(reversal(life, 'refund'));
    const { unusedMicro, overage, lines } = life.last('PurchaseReversed');
    expect([unusedMicro, overage, life.state.remainingMicro]).toEqual([75n, [], 0n]);
    expect(lines).toMatchObject([
      { line: '0-3', kind: 'refund', amountMinor: -675n, corrects: '0-1', payment: 'bill', creditsMicro: 75n },
    ]);
    expect(life.moved('grant/pack', 'refunded')).toBe(75n);
  });

  it('leaves what a reservation holds', () => {
    const life = holding(bought(new AccountLife()), 40);
    life.done(reversal(life, 'refund'));
    expect([life.last('PurchaseReversed').unusedMicro, life.remaining('pack')]).toEqual([60n, 40n]);
  });

  it('C4: gives back no more than is left of what was collected', () => {
    const life = bought(new AccountLife());
    const note = {
      type: 'IssueCreditNote',
      account: 'a',
      line: '0-1',
      amountMinor: 800n,
      reason: 'goodwill',
      sealedLine: undefined,
    } as const;
    life.done(life.command(note)).done(reversal(life, 'refund'));
    expect(life.last('PurchaseReversed').lines[0]!.amountMinor).toBe(-100n);
    expect(life.refused(life.command({ ...note, amountMinor: 1n }))).toMatchObject({
      code: 'credit_exceeds_line',
      leftMinor: 0n,
    });
  });

  it('stands on the bill of today, opened where nobody has', () => {
    const life = bought(new AccountLife());
    life.now = FEBRUARY + 1;
    life.done({
      ...reversal(life, 'refund'),
      context: { ...at(life.now), clock: { ...life.clock, takeUpTo: NOW } },
    } as AccountCommand);
    expect(life.last('PurchaseReversed').lines[0]).toMatchObject({ line: '1-1', period: 1, corrects: '0-1' });
  });

  it('is refused for what is used up, was never paid, is unknown, or was reversed (C1)', () => {
    const life = bought(new AccountLife());
    expect(life.refused({ ...reversal(life, 'refund'), facts: undefined } as AccountCommand).code).toBe(
      'grant_unknown',
    );
    const free = { ...life.last('CreditsGranted'), paymentRef: null };
    expect(life.refused(reversal(life, 'refund', { granted: free })).code).toBe('not_a_purchase');
    expect(life.refused(reversal(life, 'refund', { reversed: true })).code).toBe('purchase_already_reversed');
    life.charge('call', [['input', 100]]);
    expect(life.refused(reversal(life, 'refund')).code).toBe('nothing_to_refund');
  });
});

describe('a chargeback (rule 32)', () => {
  it('takes the whole price back, the rest out, and makes overage of what was used', () => {
    const life = bought(new AccountLife()).charge('call', [['input', 25]]);
    life.done(reversal(life, 'chargeback'));
    const { unusedMicro, overage, lines } = life.last('PurchaseReversed');
    expect([unusedMicro, overage]).toEqual([
      75n,
      [{ bucket: { period: 0, policy: 'block', priceVersion: null }, amountMicro: 25n }],
    ]);
    expect(lines).toMatchObject([{ amountMinor: -900n, corrects: '0-1' }]);
    expect([life.state.remainingMicro, life.state.overageMicro]).toEqual([0n, 25n]);
  });

  it('counts what is held, given away or spent on overage as used', () => {
    const limit = { type: 'limit', limitMicro: micro(1_000) } as const;
    const life = new AccountLife({ ...opened, data: { ...opened.data, overagePolicy: limit } }, january);
    bought(life.charge('call', [['input', 10]]));
    const policy = { promotional: false, free: false };
    const gift = {
      type: 'SendTransfer',
      account: 'a',
      transfer: 't',
      to: 'b',
      amountMicro: micro(20),
      policy,
    } as const;
    holding(life.done(life.command(gift)), 5);
    life.done(reversal(life, 'chargeback'));
    expect(life.last('PurchaseReversed')).toMatchObject({ unusedMicro: 65n, overage: [{ amountMicro: 35n }] });
    expect([life.state.overageMicro, life.remaining('pack')]).toEqual([35n, 5n]);
  });

  it('is possible when nothing is left', () => {
    const life = bought(new AccountLife()).charge('call', [['input', 100]]);
    life.done(reversal(life, 'chargeback'));
    expect(life.last('PurchaseReversed')).toMatchObject({ unusedMicro: 0n, overage: [{ amountMicro: 100n }] });
  });
});
