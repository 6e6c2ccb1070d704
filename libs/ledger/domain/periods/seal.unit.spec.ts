import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import { line, purchaseLine } from '../../../../test/support/ledger/line-samples.js';
import {
  invoiceBucket,
  invoiceUpTo,
  limitBucket,
  owed,
  PRICE,
} from '../../../../test/support/ledger/overage-samples.js';
import { sealedOf } from '../../../../test/support/ledger/period-samples.js';
import {
  blockBucket,
  chargeUsage,
  clockAt,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  GRACE,
  granted,
  instant,
  january,
  MARCH,
  OPEN,
} from '../../../../test/support/ledger/samples.js';
import type { AccountCommand } from '../commands.js';
import type { AccountEvent, PeriodSealed } from '../events.js';
import { overageLines } from '../lines.js';
import { type OverageBucket } from '../terms.js';

const SEAL_DUE = FEBRUARY + GRACE;
const runDueWork = (now: number): AccountCommand => ({ type: 'RunDueWork', account: 'a', clock: clockAt(now) });
const sealed = (more: Partial<PeriodSealed['data']> = {}) => sealedOf(january, more);
const closing = (bucket: OverageBucket, billed: number, writtenOff: number) => ({
  bucket,
  billedMicro: micro(billed),
  writtenOffMicro: micro(writtenOff),
});

describe('the seal of a period (rules 13, 34)', () => {
  it('falls due when the grace after its end is over, and opens the next period where nobody has', () => {
    account
      .given(...OPEN)
      .when(runDueWork(SEAL_DUE - 1))
      .thenNothing();
    account
      .given(...OPEN)
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed());
    account
      .given(...OPEN, february)
      .when(runDueWork(SEAL_DUE))
      .thenEvents(sealed());
  });

  it('waits until every source has been read past that (rule 15)', () => {
    const clock = { ...clockAt(MARCH), takeUpTo: SEAL_DUE - 1 };
    account
      .given(...OPEN)
      .when({ type: 'RunDueWork', account: 'a', clock })
      .thenNothing();
  });

  it('says what was used', () => {
    const charge = chargeUsage([['input', 60]]);
    account
      .given(...OPEN, granted('g', 100), debit(charge, [fromGrant(0, 'g', 60, 40)], { remaining: 40, overage: 0 }))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed({ usedMicro: micro(60) }));
  });

  it('carries every money line of the period; what is prepaid is not in the total (rules 3, 32)', () => {
    const lines = [
      purchaseLine('0-1', { amountMinor: 5n }),
      purchaseLine('0-2', { amountMinor: 7n, payment: 'prepaid' }),
      line('0-3', { kind: 'credit', amountMinor: -2n, corrects: '0-1' }),
    ];
    const bought: AccountEvent = { type: 'CreditNoteIssued', data: { account: 'a', reason: 'shown', lines } };
    account
      .given(...OPEN, bought)
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed({ lines, totalMinor: 3n }));
  });

  it('leaves lines of the next period to the next bill', () => {
    const lines = [purchaseLine('1-1', { amountMinor: 5n })];
    const bought: AccountEvent = { type: 'CreditNoteIssued', data: { account: 'a', reason: 'shown', lines } };
    account
      .given(...OPEN, february, bought)
      .when(runDueWork(SEAL_DUE))
      .thenEvents(sealed());
  });

  it('is made once: run again, late, or after many periods, each period is sealed in its order', () => {
    const history = [...OPEN, february, sealed()];
    account
      .given(...history)
      .when(runDueWork(SEAL_DUE))
      .thenNothing();
    const april = instant('2026-04-01T00:00:00Z');
    const march = { ...february, data: { ...february.data, period: 2, startsAt: MARCH, endsAt: april } };
    account
      .given(...OPEN)
      .when(runDueWork(MARCH + GRACE))
      .thenEvents(february, sealed(), march, sealedOf(february));
  });
});

describe('overage at the seal (rule 22)', () => {
  it('is written off under `block`: never billed', () => {
    account
      .given(...OPEN, owed(blockBucket(), 60, 60))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed({ usedMicro: micro(60), overage: [closing(blockBucket(), 0, 60)] }));
    const state = fold(
      ...OPEN,
      owed(blockBucket(), 60, 60),
      february,
      sealed({ overage: [closing(blockBucket(), 0, 60)], usedMicro: micro(60) }),
    );
    expect(state.overageMicro).toBe(0n);
    expect(state.overage[0]).toMatchObject({ openMicro: 0n, writtenOffMicro: 60n, billedMicro: 0n, line: null });
  });

  it('is carried over under `limit`: it stays open and is no closing', () => {
    account
      .given(...OPEN, owed(limitBucket(), 60, 60))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed({ usedMicro: micro(60) }));
    expect(fold(...OPEN, owed(limitBucket(), 60, 60), february, sealed({ usedMicro: micro(60) })).overageMicro).toBe(
      60n,
    );
  });

  it('is billed under `invoice`, one line for each price, exact and rounded (rules 3, 34)', () => {
    const dearer = { ...PRICE, version: 2, amountMinor: 5n };
    const history = [
      ...OPEN,
      invoiceUpTo(10_000),
      owed(invoiceBucket(), 3_250, 3_250),
      invoiceUpTo(10_000, dearer),
      owed(invoiceBucket(0, 2), 100, 100, 3_350),
    ];
    // 3,250 × 2 / 1,000 = 6.5, rounded half up; 100 × 5 / 1,000 = 0.5.
    const lines = [
      line('0-1', { kind: 'overage', subject: '0-invoice-1', creditsMicro: micro(3_250), ...rest(7n, -1n, 2n) }),
      line('0-2', { kind: 'overage', subject: '0-invoice-2', creditsMicro: micro(100), ...rest(1n, -1n, 2n) }),
    ];
    const overage = [closing(invoiceBucket(), 3_250, 0), closing(invoiceBucket(0, 2), 100, 0)];
    const seal = sealed({ usedMicro: micro(3_350), overage, lines, totalMinor: 8n });
    account
      .given(...history)
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, seal);
    expect(overageLines(fold(...history), 0)).toEqual(lines);
    const { overageMicro, overage: buckets } = fold(...history, february, seal);
    expect(overageMicro).toBe(0n);
    expect(buckets.map(({ billedMicro, line: on }) => [billedMicro, on?.line])).toEqual([
      [3_250n, '0-1'],
      [100n, '0-2'],
    ]);
  });

  it('of a later period is left alone', () => {
    account
      .given(...OPEN, february, owed(blockBucket(1), 60, 60))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(sealed());
  });
});

function rest(amountMinor: bigint, restNumerator: bigint, restDenominator: bigint) {
  return { amountMinor, restNumerator, restDenominator };
}
