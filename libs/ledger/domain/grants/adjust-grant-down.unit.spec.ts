import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import { holding } from '../../../../test/support/ledger/hold-samples.js';
import { context, granted, OPEN } from '../../../../test/support/ledger/samples.js';
import type { AccountCommand } from '../commands.js';

const adjust = (amount: number, grant = 'g'): AccountCommand => ({
  type: 'AdjustGrantDown',
  account: 'a',
  grant,
  amountMicro: micro(amount),
  reason: 'given twice',
  context: context(),
});
const adjusted = (amount: number) =>
  ({
    type: 'GrantAdjustedDown',
    data: { account: 'a', grant: 'g', amountMicro: micro(amount), reason: 'given twice' },
  }) as const;

describe('adjusting a grant down', () => {
  it('takes free credits out of it, to the last', () => {
    for (const amount of [1, 100]) {
      account
        .given(...OPEN, granted('g', 100))
        .when(adjust(amount))
        .thenEvents(adjusted(amount));
    }
    expect(fold(...OPEN, granted('g', 100), adjusted(40)).grants[0]?.remainingMicro).toBe(60n);
    expect(fold(...OPEN, granted('g', 100), adjusted(100)).grants).toEqual([]);
  });

  it('leaves to a reservation what it holds (rule 19)', () => {
    const history = [...OPEN, granted('g', 100), holding('r', [['g', 70]])];
    account
      .given(...history)
      .when(adjust(30))
      .thenEvents(adjusted(30));
    account
      .given(...history)
      .when(adjust(31))
      .thenRejected({ code: 'credits_not_free', grant: 'g', freeMicro: micro(30) });
  });

  it('is refused on an account that is not open, for a grant that is not there, and for nothing', () => {
    account.given().when(adjust(1)).thenRejected({ code: 'account_unknown', account: 'a' });
    account
      .given(...OPEN)
      .when(adjust(0))
      .thenRejected({ code: 'grant_unknown', grant: 'g' });
    account
      .given(...OPEN, granted('g', 100))
      .when(adjust(0))
      .thenRejected({ code: 'adjustment_not_positive', amountMicro: micro(0) });
  });
});
