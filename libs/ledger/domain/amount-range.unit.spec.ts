import { describe, it } from '@jest/globals';
import { credits, CREDITS_MAX } from '#libs/kernel/index.js';
import { account } from '../../../test/support/ledger/account-specification.js';
import {
  chargeUsage,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  grantCredits,
  granted,
  OPEN,
  toOverage,
} from '../../../test/support/ledger/samples.js';
import { UNSCOPED } from './terms.js';

const OWED = CREDITS_MAX - 10n;

describe('charging at the end of 64 bits (rule 1)', () => {
  const outOfRange = { code: 'amount_out_of_range', account: 'a' } as const;
  const owing = chargeUsage([['input', OWED]], { key: { source: 'gateway', id: 'before' } });
  const debt = debit(owing, [toOverage(0, OWED, OWED)], { remaining: 0, overage: OWED });
  const indebted = [...OPEN, debt];

  it('takes the last micro-credit of overage', () => {
    const charge = chargeUsage([['input', 10]]);
    account
      .given(...indebted)
      .when(charge)
      .thenEvents(debit(charge, [toOverage(0, 10, CREDITS_MAX)], { remaining: 0, overage: CREDITS_MAX }));
  });

  it('holds the usage that would leave more overage than that, though no single component does', () => {
    account
      .given(...indebted)
      .when(
        chargeUsage([
          ['input', 10],
          ['output', 1],
        ]),
      )
      .thenRejected(outOfRange);
  });

  it('counts the overage of all periods together', () => {
    account
      .given(...indebted)
      .when(chargeUsage([['input', 11]], { occurredAt: FEBRUARY }))
      .thenRejected(outOfRange);
  });

  it('holds the usage that would leave more used in one period, though grants could pay for it', () => {
    const spent = chargeUsage([['input', OWED]], { key: { source: 'gateway', id: 'before' } });
    const usedUp = [granted('g', OWED), debit(spent, [fromGrant(0, 'g', OWED, 0)], { remaining: 0, overage: 0 })];
    const again = [...OPEN, ...usedUp, february, granted('h', 1_000)];
    account
      .given(...again)
      .when(chargeUsage([['input', 11]]))
      .thenRejected(outOfRange);
    const next = chargeUsage([['input', 11]], { occurredAt: FEBRUARY });
    account
      .given(...again)
      .when(next)
      .thenEvents(debit(next, [fromGrant(0, 'h', 11, 989)], { remaining: 989, overage: 0, period: 1 }));
  });

  it('refuses the grant that would leave more granted since the period opened, though the last is spent', () => {
    const spent = chargeUsage([['input', OWED]]);
    const usedUp = [granted('g', OWED), debit(spent, [fromGrant(0, 'g', OWED, 0)], { remaining: 0, overage: 0 })];
    const grant = { grant: 'h', amountMicro: credits(11n) };
    account
      .given(...OPEN, ...usedUp)
      .when(grantCredits(grant))
      .thenRejected({ code: 'balance_out_of_range', account: 'a' });
  });

  it('holds the usage whose components sum to more, though grants could pay for it', () => {
    const rich = granted('g', CREDITS_MAX, { scope: { ...UNSCOPED, kinds: ['input'] } });
    account
      .given(...OPEN, rich)
      .when(
        chargeUsage([
          ['input', CREDITS_MAX],
          ['output', 1n],
        ]),
      )
      .thenRejected(outOfRange);
  });
});
