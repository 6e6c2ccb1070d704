import { describe, expect, it } from '@jest/globals';
import type { Movement } from '#libs/ledger/contract.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import type { AuditedBucket } from '../../ports/ledger-domain.port.js';
import { BucketSums } from './bucket-sums.js';

const BUCKET = { period: 0, policy: 'invoice', priceVersion: 1 } as const;
const NAME = '0-invoice-1';
const OVERAGE = { book: 'overage', bucket: BUCKET } as const;
const GRANT = { book: 'grant', grant: 'g' } as const;

type End = Movement['from'];

function sumsOf(...moves: readonly (readonly [End, End, number])[]): BucketSums {
  const sums = new BucketSums();
  for (const [from, to, amount] of moves) sums.add({ from, to, amountMicro: micro(amount) });
  return sums;
}

function bucket(open: number, repaid: number, billed: number, writtenOff: number): readonly AuditedBucket[] {
  const repayments = repaid === 0 ? [] : [{ grant: { grant: 'g' }, amountMicro: micro(repaid) }];
  const settled = { billedMicro: micro(billed), writtenOffMicro: micro(writtenOff) };
  return [{ bucket: BUCKET, openMicro: micro(open), repayments, ...settled }];
}

const MADE = [OVERAGE, { book: 'consumed' }, 20] as const;
const REPAID = [GRANT, OVERAGE, 6] as const;
const BILLED = [{ book: 'billed' }, OVERAGE, 5] as const;
const WRITTEN_OFF = [{ book: 'written_off' }, OVERAGE, 4] as const;

describe('an overage bucket and what its events moved (rule 21)', () => {
  it('agree: created = open + repaid + billed + written off + reversed', () => {
    const sums = sumsOf(MADE, REPAID, BILLED, WRITTEN_OFF, [{ book: 'consumed' }, OVERAGE, 2]);
    expect(sums.differing(bucket(3, 6, 5, 4))).toEqual([]);
  });

  it('agree when a chargeback made it, and when what settled it was undone again', () => {
    const undone = [
      [{ book: 'consumed' }, OVERAGE, 3],
      [OVERAGE, GRANT, 1],
      [OVERAGE, { book: 'billed' }, 1],
      [OVERAGE, { book: 'written_off' }, 1],
    ] as const;
    const sums = sumsOf([OVERAGE, { book: 'charged_back' }, 20], REPAID, BILLED, WRITTEN_OFF, ...undone);
    expect(sums.differing(bucket(5, 5, 4, 3))).toEqual([]);
  });

  it('differ in whatever one of them says, though the sums agree', () => {
    const sums = sumsOf(MADE, REPAID, BILLED, WRITTEN_OFF);
    expect(sums.differing(bucket(5, 6, 5, 4))).toEqual([]);
    for (const other of [
      bucket(5, 5, 5, 4),
      bucket(5, 5, 6, 4),
      bucket(5, 6, 4, 5),
      bucket(5, 5, 5, 5),
      bucket(6, 6, 5, 4),
    ]) {
      expect(sums.differing(other)).toEqual([NAME]);
    }
  });

  it('differ where only one of them knows the bucket', () => {
    expect(sumsOf(MADE).differing([])).toEqual([NAME]);
    expect(new BucketSums().differing(bucket(1, 0, 0, 0))).toEqual([NAME]);
  });
});
