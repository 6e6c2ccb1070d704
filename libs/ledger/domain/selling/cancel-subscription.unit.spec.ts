import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { contextAt, JANUARY, plan, Shop } from '../../../../test/support/ledger/shop.js';
import { UNOPENED } from '../state.js';
import { cancelSubscription } from './cancel-subscription.js';

const day = (date: number) => Date.UTC(2026, 0, date);

describe('a cancellation (rule 31)', () => {
  it('leaves what is paid usable until the renewal', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    expect(shop.cancel(day(2))).toEqual([
      { type: 'SubscriptionChangeScheduled', data: { account: 'a', subscription: 's', next: null } },
    ]);
    expect(shop.state.remainingMicro).toBe(31_000_000n);
  });

  it('is refused where there is nothing to cancel, and for instalments', () => {
    const shop = new Shop();
    expect(shop.cancel(day(2))).toEqual({ code: 'subscription_unknown', subscription: 's' });
    shop.subscribe(JANUARY, plan({ kind: 'instalment', allowanceMicro: micro(0), count: 2 }));
    expect(shop.cancel(day(2))).toEqual({ code: 'instalments_are_settled', subscription: 's' });
    const command = {
      type: 'CancelSubscription',
      account: 'a',
      subscription: 's',
      context: contextAt(day(2)),
    } as const;
    expect(cancelSubscription(command, UNOPENED)).toMatchObject({ rejection: { code: 'account_unknown' } });
  });
});
