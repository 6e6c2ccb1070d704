import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  amounts,
  charge,
  correct,
  grant,
  policy,
  sum,
  Told,
  wait,
  type Step,
} from '../../../../test/support/ledger/told-corrections.js';
import { movementsOf, type Book } from '../movements.js';
import { isSameBucket } from '../overage/buckets.js';

describe('for any usage, corrections, repayments, expiries and seals, in any order', () => {
  const steps = fc.array(fc.oneof(grant, { arbitrary: charge, weight: 2 }, { arbitrary: correct, weight: 3 }, wait), {
    minLength: 10,
    maxLength: 40,
    size: 'max',
  });

  it('rule 19: after each step a grant is what remains of it and where the rest went, never below zero (C4, C7)', () => {
    always(steps, ({ life }) => {
      const books = new Map<string, Map<string, bigint>>();
      for (const { from, to, amountMicro } of life.events.flatMap(movementsOf)) {
        if (from.book === 'grant') note(books, from.grant, to.book, amountMicro);
        if (to.book === 'grant') note(books, to.grant, from.book, -amountMicro);
      }
      for (const [id, out] of books) {
        expect([...out].filter(([book, amount]) => book !== 'issued' && amount < 0n)).toEqual([]);
        expect(life.remaining(id)).toBe(-sum([...out.values()]));
      }
      expect(life.state.remainingMicro).toBe(sum(life.state.grants.map(({ remainingMicro }) => remainingMicro)));
    });
  });

  it('rule 21: after each step a bucket is what the usage in it bears: open, repaid, billed or written off', () => {
    always(steps, (told) => {
      const { overage, overageMicro } = told.life.state;
      const borne = told.usages.flatMap((id) => told.net(id));
      for (const { bucket, openMicro, repayments, billedMicro, writtenOffMicro } of overage) {
        const inBucket = borne.filter((one) => one.overage !== null && isSameBucket(one.overage, bucket));
        const repaidMicro = sum(repayments.map(({ amountMicro }) => amountMicro));
        expect(openMicro + repaidMicro + billedMicro + writtenOffMicro).toBe(
          sum(inBucket.map((one) => one.amountMicro)),
        );
      }
      expect(overageMicro).toBe(sum(overage.map(({ openMicro }) => openMicro)));
    });
  });

  it('rule 27: after each step net allocations are what every grant paid for, and the periods hold the net totals', () => {
    always(steps, (told) => {
      const borne = told.usages.flatMap((id) => told.net(id));
      for (const id of new Set(borne.flatMap(({ grant: payer }) => payer ?? []))) {
        const paid = sum(borne.filter((one) => one.grant === id).map((one) => one.amountMicro));
        expect(told.life.moved(`grant/${id}`, 'consumed')).toBe(paid);
      }
      const sealed = told.life.events.flatMap((event) => (event.type === 'PeriodSealed' ? [event.data.usedMicro] : []));
      const used = told.life.state.periods.map(({ usedMicro }) => usedMicro);
      expect(sum([...sealed, ...used])).toBe(sum(borne.map((one) => one.amountMicro)));
    });
  });

  it('C7: what a member used of a period is what was charged in it, less what was taken back of just that', () => {
    always(steps, ({ life }) => {
      for (const { period, usedByMember } of life.state.periods) {
        const used = life.events.map((event) => {
          if (event.type === 'UsageCharged' && event.data.period === period) return event.data.totalMicro;
          const isOfPeriod = event.type === 'UsageCorrected' && event.data.period === period;
          return isOfPeriod && event.data.chargedPeriod === period ? event.data.deltaMicro : 0n;
        });
        expect(usedByMember.get('m-1') ?? 0n).toBe(sum(used));
        expect(usedByMember.get('m-1') ?? 0n).toBeGreaterThanOrEqual(0n);
      }
    });
  });

  it('C5: granted − spent − gone = balance − overage, whatever was corrected', () => {
    always(steps, ({ life }) => {
      const isInside = ({ book }: Book): boolean => book === 'grant' || book === 'overage';
      const entered = life.events.flatMap(movementsOf).map(({ from, to, amountMicro }) => {
        if (isInside(from) === isInside(to)) return 0n;
        return isInside(to) ? amountMicro : -amountMicro;
      });
      expect(life.state.remainingMicro - life.state.overageMicro).toBe(sum(entered));
    });
  });

  it('rule 22: what a bill gives back on billed overage is never more than it billed, and all of it after a reversal', () => {
    always(steps, (told) => {
      const { life, usages } = told;
      const seals = life.events.flatMap((event) => (event.type === 'PeriodSealed' ? [event.data] : []));
      for (const { lines } of seals) {
        for (const line of lines.filter(({ kind }) => kind === 'overage')) {
          const credited = life.state.creditedLines.find((one) => one.line === line.line)?.amountMinor ?? 0n;
          expect(credited).toBeLessThanOrEqual(line.amountMinor);
          const left = life.state.overage.find((bucket) => bucket.line?.line === line.line)!;
          if (left.billedMicro === 0n) expect(credited).toBe(line.amountMinor);
        }
      }
      expect(usages).toBe(told.usages);
    });
  });
});

describe('a reversal after any chain of corrections', () => {
  const history = fc.array(fc.oneof(grant, charge), { maxLength: 10, size: 'max' });
  const chain = fc.array(amounts, { maxLength: 6, size: 'max' });

  it('leaves the same books as if the usage had cost zero', () => {
    fc.assert(
      fc.property(policy, history, amounts, chain, (overagePolicy, before, first, targets) => {
        const told = new Told(overagePolicy);
        for (const step of before) told.take(step);
        const untouched = told.life.state;
        const of = told.usages.length;
        told.charge(first);
        for (const target of [...targets, undefined])
          told.correct({ type: 'correct', of, amounts: target, fault: 'operator' });
        const after = told.life.state;
        expect(after.grants).toEqual(untouched.grants);
        expect(after.overage.filter(isUsed)).toEqual(untouched.overage.filter(isUsed));
        expect([after.remainingMicro, after.overageMicro]).toEqual([untouched.remainingMicro, untouched.overageMicro]);
        expect(after.periods.map(({ usedMicro }) => usedMicro)).toEqual(
          untouched.periods.map(({ usedMicro }) => usedMicro),
        );
      }),
    );
  });
});

function always(steps: fc.Arbitrary<readonly Step[]>, holds: (told: Told) => void): void {
  fc.assert(
    fc.property(policy, steps, (overagePolicy, taken) => {
      const told = new Told(overagePolicy);
      for (const step of taken) {
        told.take(step);
        holds(told);
      }
    }),
  );
}

function isUsed({
  openMicro,
  repayments,
}: {
  readonly openMicro: bigint;
  readonly repayments: readonly unknown[];
}): boolean {
  return openMicro > 0n || repayments.length > 0;
}

function note(books: Map<string, Map<string, bigint>>, grantId: string, book: string, amountMicro: bigint): void {
  const out = books.get(grantId) ?? new Map<string, bigint>();
  out.set(book, (out.get(book) ?? 0n) + amountMicro);
  books.set(grantId, out);
}
