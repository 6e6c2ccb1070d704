import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credits } from '#libs/kernel/index.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { JANUARY, plan, Shop } from '../../../../test/support/ledger/shop.js';
import { movementsOf } from '../movements.js';

describe('whatever is upgraded, whenever, and however much was used', () => {
  const money = fc.bigInt(0n, 100_000n);
  const amount = fc.bigInt(1n, 10n ** 13n).map(credits);
  const upgrades = fc.record({
    oldFee: money,
    dearer: fc.bigInt(1n, 100_000n),
    oldAllowance: amount,
    newAllowance: amount,
    used: fc.integer({ min: 0, max: 1_000 }),
    held: fc.integer({ min: 0, max: 1_000 }),
    begun: fc.integer({ min: 0, max: 30 * 24 }),
    later: fc.integer({ min: 0, max: 31 * 24 - 1 }),
    firstPeriod: fc.constantFrom('whole' as const, 'by_days' as const),
    zone: fc.constantFrom('UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Europe/Berlin'),
  });

  it('nobody pays more than both fees, or is credited more than was paid, and parts of credits sum (peers, P10)', () => {
    fc.assert(
      fc.property(upgrades, (draw) => {
        const shop = new Shop({ zone: draw.zone });
        const { firstPeriod } = draw;
        const from = Date.UTC(2026, 0, 1, draw.begun);
        shop.subscribe(from, plan({ fee: price(draw.oldFee), allowanceMicro: draw.oldAllowance, firstPeriod }));
        const { term, feeMinor, allowanceMicro } = shop.subscription();
        const at = Math.min(from + draw.later * 3_600_000, term.endsAt - 1);
        useShare(shop, draw.used, draw.held);
        const before = shop.state;
        const newFee = draw.oldFee + draw.dearer;
        shop.change(at, plan({ fee: price(newFee), allowanceMicro: draw.newAllowance, firstPeriod }));

        const made = shop.lines.filter(({ subject }) => subject === 's').slice(feeMinor === 0n ? 0 : 1);
        const credit = made.find(({ kind }) => kind === 'credit')?.amountMinor ?? 0n;
        const fee = made.find(({ kind }) => kind === 'fee')?.amountMinor ?? 0n;
        expect(-credit >= 0n && -credit <= feeMinor).toBe(true);
        expect(fee >= 0n && fee <= newFee).toBe(true);
        expect(feeMinor + credit + fee <= draw.oldFee + newFee).toBe(true);

        const upgraded = shop.events.findLast(({ type }) => type === 'SubscriptionUpgraded');
        if (upgraded?.type !== 'SubscriptionUpgraded') throw new Error('not upgraded');
        const forfeited = upgraded.data.forfeits?.amountMicro ?? 0n;
        expect(forfeited <= allowanceMicro).toBe(true);
        expect(movementsOf(upgraded).reduce((sum, { amountMicro }) => sum + amountMicro, 0n)).toBe(forfeited);
        expect(shop.state.remainingMicro).toBe(before.remainingMicro - forfeited + upgraded.data.allowanceMicro);
        for (const { remainingMicro, heldMicro } of shop.state.grants) expect(heldMicro <= remainingMicro).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('an unused share of nothing gives no credit, and the first day gives the whole new plan', () => {
    fc.assert(
      fc.property(upgrades, (draw) => {
        const spent = new Shop();
        const terms = plan({ fee: price(draw.oldFee), allowanceMicro: draw.oldAllowance });
        const better = plan({ fee: price(draw.oldFee + draw.dearer), allowanceMicro: draw.newAllowance });
        spent.subscribe(JANUARY, terms);
        spent.use('~1', Number(draw.oldAllowance));
        spent.change(JANUARY + draw.later * 3_600_000, better);
        expect(spent.lines.filter(({ kind }) => kind === 'credit')).toEqual([]);

        const fresh = new Shop();
        fresh.subscribe(JANUARY, terms);
        fresh.change(JANUARY + (draw.later % 24) * 3_600_000, better);
        expect(fresh.state.remainingMicro).toBe(draw.newAllowance);
        expect(fresh.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(draw.oldFee + draw.dearer);
      }),
      { numRuns: 200 },
    );
  });
});

function price(amountMinor: bigint) {
  return { amountMinor, taxIncluded: true };
}

/** Of what remains, so many thousandths are used, and of the rest so many held. */
function useShare(shop: Shop, used: number, held: number): void {
  const [grant] = shop.state.grants;
  if (grant === undefined) return;
  const away = (grant.remainingMicro * BigInt(used)) / 1_000n;
  if (away > 0n) shop.use(grant.grant, Number(away));
  const grants = shop.state.grants.map((live) => ({
    ...live,
    heldMicro: micro((live.remainingMicro * BigInt(held)) / 1_000n),
  }));
  shop.state = { ...shop.state, grants };
}
