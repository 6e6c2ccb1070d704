import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { FEBRUARY, MARCH, OPENED_AT, OPEN } from '../../../test/support/ledger/samples.js';
import { pin, plan } from '../../../test/support/ledger/shop.js';
import { UNSCOPED } from './terms.js';

/** Faults other systems had (docs/reference/faults.md). */
function subscribed(): AccountLife {
  const account = new AccountLife(...OPEN);
  account.now = OPENED_AT;
  const sold = { account: 'a', subscription: 's', product: pin('p'), terms: plan(), currency: 'CNY' };
  return account.done(account.command({ type: 'Subscribe', ...sold }));
}

const granting = { type: 'GrantCredits', account: 'a', grant: 'g', source: 'promotion', scope: UNSCOPED } as const;

describe('grants and fees, where other systems went wrong', () => {
  it('B2: a grant of one micro-credit stays usable, to the last of it', () => {
    const account = new AccountLife(...OPEN).grant('tiny', 1);
    account.charge('1', [['input', 1]]);
    expect(account.moved('grant/tiny', 'consumed')).toBe(1n);
    expect(account.state.overageMicro).toBe(0n);
  });

  it('B13: a renewal and a grant at the same moment both count, once, whichever comes first', () => {
    const account = subscribed();
    account.now = FEBRUARY;
    account.done(account.command({ ...granting, amountMicro: micro(5) }));
    account.dueWork().dueWork();
    const given = account.events.flatMap((event) => (event.type === 'CreditsGranted' ? [event.data.terms] : []));
    expect(given.map(({ source, amountMicro }) => [source, amountMicro])).toEqual([
      ['subscription', 31_000_000n],
      ['subscription', 31_000_000n],
      ['promotion', 5n],
    ]);
  });

  it('P7: a fee is charged once per term, however often and late its work is done', () => {
    const account = subscribed();
    account.now = MARCH + 1;
    account.dueWork().dueWork();
    account.now = MARCH + 2;
    account.dueWork();
    const fees = account.events.flatMap((event) => ('lines' in event.data ? event.data.lines : []));
    expect(fees.map(({ line, amountMinor }) => [line, amountMinor])).toContainEqual(['2-1', 930n]);
    expect(account.events.filter(({ type }) => type === 'SubscriptionRenewed')).toHaveLength(2);
  });
});
