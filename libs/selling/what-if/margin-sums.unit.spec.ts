import { describe, expect, it } from '@jest/globals';
import { creditsGranted, micro, usageCharged } from '../../../test/support/journal/event-builders.js';
import type { RatedUsage } from '#libs/rating/index.js';
import { MarginSums } from './margin-sums.js';

const GRANTS = 1_500;
/** Grants as rollovers leave them: each of another size, so each at a price of its own. */
const sizeOf = (at: number): bigint => 30_000_000_000_000n + BigInt(at) ** 3n;

/** Every account uses all of its one grant, which cost 990 minor units; the draft asks for a third. */
function summed(): MarginSums {
  const sums = new MarginSums(() => undefined);
  for (let at = 0; at < GRANTS; at += 1) {
    const [account, amountMicro] = [`a${at}`, micro(sizeOf(at))];
    const costBasis = { amountMinor: 990n, currency: 'CNY', taxIncluded: true };
    const paid = { component: 0, grant: 'g', overage: null, held: false, amountMicro, afterMicro: micro(0) };
    const data = { allocations: [paid], remainingAfterMicro: micro(0), overageAfterMicro: micro(0) };
    const debit = usageCharged({ account, id: account, occurredAt: 0, amounts: [['input', amountMicro]], data });
    const [component] = debit.data.components;
    const draftMicro = micro(amountMicro / 3n);
    const drafted: RatedUsage = { ...debit.data, components: [{ ...component!, amountMicro: draftMicro }] };
    sums.granted(creditsGranted(account, 'g', { amountMicro, costBasis }).data);
    sums.add(debit.data, drafted, () => undefined);
  }
  return sums;
}

describe('margins of a trial', () => {
  it('take a moment, however many prices credits were sold at, and lose no minor unit', () => {
    const startedAt = performance.now();
    const [margin] = summed().report();
    expect(margin?.charged.revenueMinor).toBe(990n * BigInt(GRANTS));
    expect(margin?.draft.revenueMinor).toBe(330n * BigInt(GRANTS));
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
