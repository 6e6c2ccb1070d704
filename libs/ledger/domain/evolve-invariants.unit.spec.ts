import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '#libs/kernel/index.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import { fold } from '../../../test/support/ledger/fold.js';
import { holding } from '../../../test/support/ledger/hold-samples.js';
import { invoiceUpTo, limitBucket, PRICE } from '../../../test/support/ledger/overage-samples.js';
import { sealedOf } from '../../../test/support/ledger/period-samples.js';
import { ended } from '../../../test/support/ledger/reservation-samples.js';
import {
  chargeUsage,
  debit,
  february,
  fromGrant,
  granted,
  january,
  OPEN,
  opened,
  toOverage,
} from '../../../test/support/ledger/samples.js';
import type { AccountEvent, UsageCharged } from './events.js';

const charge = chargeUsage([['input', 60]]);
const spend = (allocations: UsageCharged['data']['allocations'], remaining: number, overage = 0) =>
  debit(charge, allocations, { remaining, overage });

describe('the process stops at an event that cannot be', () => {
  const rich = [...OPEN, granted('g', 100)] as const;
  const hold = holding('r', [['g', 70]]);
  const named = { reservation: 'r' };
  const expiry = (amount: number): AccountEvent => ({
    type: 'GrantExpired',
    data: { account: 'a', grant: 'g', expiresAt: 0, amountMicro: micro(amount) },
  });
  const overpaid = granted(
    'h',
    5,
    {},
    { repays: [{ bucket: limitBucket(), amountMicro: micro(5), openAfterMicro: micro(0) }] },
  );
  const subscriptionEnded: AccountEvent = {
    type: 'SubscriptionEnded',
    data: { account: 'a', subscription: 's', ending: 'cancelled', lines: [] },
  };

  it.each<[string, readonly AccountEvent[]]>([
    ['anything before the opening', [january]],
    ['a second opening', [...OPEN, opened]],
    ['a debit on a grant that is not there', [...rich, spend([fromGrant(0, 'x', 60, 40)], 40)]],
    ['a debit that says too much is left of a grant', [...rich, spend([fromGrant(0, 'g', 60, 41)], 40)]],
    ['a grant below zero', [...rich, spend([fromGrant(0, 'g', 101, -1)], -1)]],
    ['a debit that leaves more than it says', [...rich, spend([fromGrant(0, 'g', 60, 40)], 39)]],
    ['a debit that opens more overage than it says', [...rich, spend([toOverage(0, 60, 60)], 100, 59)]],
    ['a debit that says too much of a bucket is open', [...rich, spend([toOverage(0, 60, 61)], 100, 60)]],
    ['a debit on held credits of no reservation', [...rich, spend([fromGrant(0, 'g', 60, 40, true)], 40)]],
    ['a debit of credits that a reservation holds', [...rich, hold, spend([fromGrant(0, 'g', 60, 40)], 40)]],
    ['a reservation of more than a grant has', [...rich, holding('r', [['g', 101]])]],
    ['a reservation on a grant that is not there', [...rich, holding('r', [['x', 1]])]],
    ['a second reservation of the same name', [...rich, hold, holding('r', [['g', 1]])]],
    ['a reservation that gives back what it does not hold', [...rich, hold, ended('released', [['g', 71]], named)]],
    [
      'headroom coming back that was not held',
      [...rich, hold, ended('released', [['g', 70]], { ...named, headroom: 1 })],
    ],
    ['the expiry of a grant of which something stays', [...rich, expiry(99)]],
    ['the expiry of more than is there', [...rich, expiry(101)]],
    ['a repayment of more than is open', [...rich, overpaid]],
    ['a seal out of order', [...rich, february, sealedOf(february)]],
    ['the seal of the last open period', [...rich, sealedOf(january)]],
    [
      'the end of a transfer that is not in flight',
      [...rich, { type: 'TransferCompleted', data: { account: 'a', transfer: 't' } }],
    ],
    ['the end of a subscription that is not there', [...rich, subscriptionEnded]],
    ['a price out of its number', [...rich, invoiceUpTo(5, { ...PRICE, version: 2 })]],
  ])('%s', (_, events) => {
    expect(() => fold(...events)).toThrow(InvariantViolation);
  });
});
