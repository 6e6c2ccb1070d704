import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../test/support/ledger/fold.js';
import { chargeUsage, clockAt, debit, fromGrant, granted, NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { purchaseFacts, type PurchaseStory } from './purchase-facts.js';

const bought = granted('g', 100);

/** As it was read before anything came of the purchase. */
const UNUSED: PurchaseStory = { granted: bought.data, lostMicro: 0n };

describe('what a purchase was used for, at the decision (rule 32)', () => {
  const of = (used: number): bigint => {
    const charge = chargeUsage([['input', used]], { occurredAt: NOW - 1 });
    const remaining = 100 - used;
    const spent = debit(charge, [fromGrant(0, 'g', used, remaining)], { remaining, overage: 0 });
    const state = fold(...OPEN, bought, spent);
    return purchaseFacts(UNUSED, { state, clock: clockAt(NOW), reversed: false }).consumedMicro;
  };

  it('takes in what was used since the journal was read', () => {
    expect(of(30)).toBe(30n);
  });

  it('takes in what used it up since, so that nothing is left of it in the account', () => {
    expect(of(100)).toBe(100n);
  });
});
