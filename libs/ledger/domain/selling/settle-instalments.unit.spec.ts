import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { brief, contextAt, JANUARY, plan, Shop } from '../../../../test/support/ledger/shop.js';
import { UNOPENED } from '../state.js';
import { settleInstalments } from './settle-instalments.js';

const phone = (count: number) => plan({ kind: 'instalment', allowanceMicro: micro(0), count });

describe('settling instalments early (rule 32)', () => {
  it('puts what is still to pay on one line, and ends them', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, phone(24));
    shop.renewUpTo(Date.UTC(2026, 1, 1));
    expect(shop.settle(Date.UTC(2026, 1, 15))).toEqual([
      {
        type: 'SubscriptionEnded',
        data: { account: 'a', subscription: 's', ending: 'settled_early', lines: [shop.lines.at(-1)] },
      },
    ]);
    expect(shop.lines.map(brief)).toEqual(['0: instalment 930', '1: instalment 930', '1: instalment 20460']);
    expect(shop.renewUpTo(Date.UTC(2030, 0, 1))).toEqual([]);
  });

  it('costs the same in all as paying to the end', () => {
    const total = (shop: Shop) => shop.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const early = new Shop();
    early.subscribe(JANUARY, phone(12));
    early.settle(JANUARY + 1);
    const late = new Shop();
    late.subscribe(JANUARY, phone(12));
    late.renewUpTo(Date.UTC(2028, 0, 1));
    expect(total(early)).toBe(total(late));
  });

  it('costs nothing during the last', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, phone(1));
    expect(shop.settle(JANUARY + 1)).toMatchObject([{ data: { ending: 'settled_early', lines: [] } }]);
  });

  it('stands in the period of the settlement, which it opens', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan({ ...phone(3), every: { unit: 'day', count: 100 } }));
    expect(shop.settle(Date.UTC(2026, 1, 2))).toMatchObject([{ type: 'PeriodOpened' }, { type: 'SubscriptionEnded' }]);
    expect(shop.lines.map(brief)).toEqual(['0: instalment 930', '1: instalment 1860']);
  });

  it('is refused for what are no instalments', () => {
    const shop = new Shop();
    expect(shop.settle(JANUARY)).toEqual({ code: 'subscription_unknown', subscription: 's' });
    shop.subscribe(JANUARY, plan());
    expect(shop.settle(JANUARY)).toEqual({ code: 'not_instalments', subscription: 's' });
    const command = {
      type: 'SettleInstalments',
      account: 'a',
      subscription: 's',
      context: contextAt(JANUARY),
    } as const;
    expect(settleInstalments(command, UNOPENED)).toMatchObject({ rejection: { code: 'account_unknown' } });
  });
});
