import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import {
  blockBucket,
  FEBRUARY,
  february,
  granted,
  grantCredits,
  NOW,
  OPEN,
  OPENED_AT,
} from '../../../../test/support/ledger/samples.js';
import {
  invoiceBucket,
  invoiceUpTo,
  limitBucket,
  limitOf,
  owed,
} from '../../../../test/support/ledger/overage-samples.js';
import { UNSCOPED, type GrantSource, type OverageBucket, type Repayment } from '../terms.js';
import { repaymentsOf } from './repay.js';

const repaid = (bucket: OverageBucket, amount: number, open: number): Repayment => ({
  bucket,
  amountMicro: micro(amount),
  openAfterMicro: micro(open),
});
const owesTwoMonths = [
  ...OPEN,
  february,
  limitOf(100),
  owed(limitBucket(1), 20, 20),
  owed(limitBucket(0), 30, 30, 50),
] as const;

describe('a top-up or an allowance repays what is owed under `limit` (rule 22)', () => {
  it.each<[GrantSource, number, number]>([
    ['top_up', 40, OPENED_AT],
    ['subscription', 30, NOW],
  ])('%s: the oldest period first, before it is there to be used', (source, priority, eligibleFrom) => {
    account
      .given(...owesTwoMonths)
      .when(grantCredits({ source, amountMicro: micro(45) }))
      .thenEvents(
        granted(
          'g',
          45,
          { source, priority, eligibleFrom },
          { repays: [repaid(limitBucket(0), 30, 0), repaid(limitBucket(1), 15, 5)] },
        ),
      );
  });

  it('keeps what is more than owed', () => {
    const repays = [repaid(limitBucket(0), 30, 0), repaid(limitBucket(1), 20, 0)];
    const state = fold(...owesTwoMonths, granted('g', 60, { source: 'top_up' }, { repays }));
    expect(state.grants.map(({ grant, remainingMicro }) => [grant, remainingMicro])).toEqual([['g', 10n]]);
    expect([state.remainingMicro, state.overageMicro]).toEqual([10n, 0n]);
  });

  it('is gone at once where it is wholly used by that, and counted all the same', () => {
    const state = fold(...owesTwoMonths, granted('g', 30, {}, { repays: [repaid(limitBucket(0), 30, 0)] }));
    expect(state.grants).toEqual([]);
    expect(state.grantsMade).toBe(1);
    expect(state.overage[1]).toMatchObject({
      bucket: limitBucket(0),
      openMicro: 0n,
      repayments: [{ grant: { grant: 'g', amountMicro: 30n }, amountMicro: 30n }],
    });
  });

  it.each<GrantSource>(['promotion', 'free_quota', 'transfer', 'refund', 'adjustment'])(
    'but a %s does not',
    (source) => {
      const { terms } = granted('g', 45, { source }).data;
      expect(repaymentsOf(fold(...owesTwoMonths), terms)).toEqual([]);
    },
  );

  it('but one that is not for everything does not', () => {
    const { terms } = granted('g', 45, { source: 'top_up', scope: { ...UNSCOPED, models: ['qwen'] } }).data;
    expect(repaymentsOf(fold(...owesTwoMonths), terms)).toEqual([]);
  });

  it('and never what is billed, or never billed', () => {
    const history = [invoiceUpTo(9), owed(invoiceBucket(), 9, 9), owed(blockBucket(), 9, 9, 18)];
    expect(repaymentsOf(fold(...OPEN, ...history), granted('g', 45, { source: 'top_up' }).data.terms)).toEqual([]);
  });
});

describe('a rollover repays the overage of its own period under every policy (rule 18)', () => {
  const terms = (amount: number) => granted('~1', amount, { source: 'rollover', eligibleFrom: FEBRUARY }).data.terms;
  const state = fold(
    ...owesTwoMonths,
    owed(blockBucket(1), 7, 7, 57),
    invoiceUpTo(100),
    owed(invoiceBucket(1), 11, 11, 68),
  );

  it('what would cost money first, then what is carried over, then what is written off', () => {
    expect(repaymentsOf(state, terms(100))).toEqual([
      repaid(invoiceBucket(1), 11, 0),
      repaid(limitBucket(1), 20, 0),
      repaid(blockBucket(1), 7, 0),
    ]);
    expect(repaymentsOf(state, terms(12))).toEqual([repaid(invoiceBucket(1), 11, 0), repaid(limitBucket(1), 1, 19)]);
  });
});
