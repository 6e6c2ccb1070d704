import { describe, expect, it } from '@jest/globals';
import { CREDITS_MAX } from '#libs/kernel/index.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { soundPolicy } from './overage-policy.js';

function invoice(capMicro: bigint, amountMinor: bigint, perMicro: bigint) {
  return { type: 'invoice', capMicro, price: { amountMinor, perMicro: micro(perMicro), taxIncluded: true } } as const;
}

describe('an overage policy whose overage would not fit on a bill: the seal could not be written (rules 3, 34)', () => {
  it.each([
    ['the whole cap costs more than a line can say', invoice(CREDITS_MAX, 5n, 1n)],
    ['the whole cap costs a minor unit more than it may', invoice(10n ** 15n + 1n, 1n, 1n)],
    ['the price is more than anything may cost', invoice(1n, 10n ** 15n + 1n, 10n ** 16n)],
    ['a line could not say its exact rest', invoice(1n, 1n, CREDITS_MAX / 2n + 1n)],
  ])('makes no sense: %s', (_, policy) => {
    expect(soundPolicy(policy, [])).toBeUndefined();
  });

  it('may cost as much as it may, at a price of any grain', () => {
    expect(soundPolicy(invoice(10n ** 15n, 1n, 1n), [])).toMatchObject({ capMicro: 10n ** 15n });
    expect(soundPolicy(invoice(CREDITS_MAX, 1n, CREDITS_MAX / 2n), [])).toMatchObject({ capMicro: CREDITS_MAX });
  });
});
