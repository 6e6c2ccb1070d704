import { describe, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { made } from '../../../../test/support/ledger/reservation-samples.js';
import {
  chargeUsage,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  granted,
  january,
  opened,
  toOverage,
} from '../../../../test/support/ledger/samples.js';
import type { AccountEvent } from '../events.js';
import type { OverageBucket, OveragePolicy } from '../terms.js';

const PRICE = { version: 1, amountMinor: 1n, perMicro: micro(1), taxIncluded: true };

function under(overagePolicy: OveragePolicy): readonly AccountEvent[] {
  return [{ ...opened, data: { ...opened.data, overagePolicy } }, january];
}

function limited(period = 0): OverageBucket {
  return { period, policy: 'limit', priceVersion: null };
}

function invoiced(period = 0): OverageBucket {
  return { period, policy: 'invoice', priceVersion: 1 };
}

describe('usage that no grant pays (rules 21, 22)', () => {
  const limit = under({ type: 'limit', limitMicro: micro(50) });
  const invoice = under({ type: 'invoice', capMicro: micro(50), price: PRICE });
  const before = (id: string, more = {}) => chargeUsage([['input', 45]], { key: { source: 'gateway', id }, ...more });

  it('fills the limit, then goes beyond it as under `block`, component by component', () => {
    const charge = chargeUsage([
      ['input', 40],
      ['cache_read', 5],
      ['output', 30],
    ]);
    account
      .given(...limit, granted('g', 5))
      .when(charge)
      .thenEvents(
        debit(
          charge,
          [
            fromGrant(0, 'g', 5, 0),
            toOverage(0, 35, 35, limited()),
            toOverage(1, 5, 40, limited()),
            toOverage(2, 10, 50, limited()),
            toOverage(2, 20, 20),
          ],
          { remaining: 0, overage: 70 },
        ),
      );
  });

  it('keeps the order of components where a later one is paid by a grant', () => {
    const scope = { models: null, kinds: ['output' as const], apps: null };
    const charge = chargeUsage([
      ['input', 10],
      ['output', 10],
    ]);
    account
      .given(...limit, granted('g', 100, { scope }))
      .when(charge)
      .thenEvents(
        debit(charge, [toOverage(0, 10, 10, limited()), fromGrant(1, 'g', 10, 90)], { remaining: 90, overage: 10 }),
      );
  });

  it('counts what is open of all periods against the limit', () => {
    const first = before('1');
    const second = before('2', { occurredAt: FEBRUARY });
    account
      .given(...limit, debit(first, [toOverage(0, 45, 45, limited())], { remaining: 0, overage: 45 }))
      .when(second)
      .thenEvents(
        february,
        debit(second, [toOverage(0, 5, 5, limited(1)), toOverage(0, 40, 40, 1)], {
          remaining: 0,
          overage: 90,
          period: 1,
        }),
      );
  });

  it('counts each period against the cap of `invoice`: it is per period', () => {
    const first = before('1');
    const second = before('2', { occurredAt: FEBRUARY });
    account
      .given(...invoice, debit(first, [toOverage(0, 45, 45, invoiced())], { remaining: 0, overage: 45 }))
      .when(second)
      .thenEvents(
        february,
        debit(second, [toOverage(0, 45, 45, invoiced(1))], { remaining: 0, overage: 90, period: 1 }),
      );
  });

  it('leaves the headroom alone that reservations hold', () => {
    const charge = chargeUsage([['input', 45]]);
    account
      .given(...limit, made([['input', 20]], [], { headroom: 20 }))
      .when(charge)
      .thenEvents(
        debit(charge, [toOverage(0, 30, 30, limited()), toOverage(0, 15, 15)], { remaining: 0, overage: 45 }),
      );
  });
});
