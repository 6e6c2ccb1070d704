import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { FEBRUARY, GRACE, january, opened } from '../../../../test/support/ledger/samples.js';

describe('a correction of overage (rule 28)', () => {
  const LIMIT = {
    ...opened,
    data: { ...opened.data, overagePolicy: { type: 'limit', limitMicro: micro(1_000) } as const },
  };

  it('undoes what is open, then what was repaid, latest first, back to the grants that repaid it', () => {
    const life = new AccountLife(LIMIT, january).charge('call', [['input', 50]]);
    const bucket = { period: 0, policy: 'limit', priceVersion: null } as const;
    const repays = (amount: number, open: number) => ({
      repays: [{ bucket, amountMicro: micro(amount), openAfterMicro: micro(open) }],
    });
    life.grant('one', 20, {}, repays(20, 30)).grant('two', 25, {}, repays(15, 15));

    life.correct('call', [10]);

    expect(life.last('UsageCorrected').steps.map(({ type, grant, amountMicro }) => [type, grant, amountMicro])).toEqual(
      [
        ['overage_open', null, 15n],
        ['overage_repaid', 'two', 15n],
        ['overage_repaid', 'one', 10n],
      ],
    );
    expect(life.last('UsageCorrected').revived.map(({ grant }) => grant)).toEqual(['one']);
    expect([life.remaining('one'), life.remaining('two')]).toEqual([10n, 25n]);
  });

  it('goes back through as many repayments as it takes, one after the other', () => {
    const life = new AccountLife(LIMIT, january).charge('call', [['input', 30]]);
    const bucket = { period: 0, policy: 'limit', priceVersion: null } as const;
    ['one', 'two', 'three'].forEach((grant, at) => {
      const openAfterMicro = micro(20 - 10 * at);
      life.grant(grant, 10, {}, { repays: [{ bucket, amountMicro: micro(10), openAfterMicro }] });
    });
    life.correct('call', [7]);
    expect(['one', 'two', 'three'].map((grant) => life.remaining(grant))).toEqual([3n, 10n, 10n]);
  });

  it('gives billed overage back as money on the oldest unsealed bill, in many steps neither more nor less than was billed', () => {
    const price = { version: 1, amountMinor: 1n, perMicro: micro(2), taxIncluded: true };
    const invoice = { type: 'invoice', capMicro: micro(1_000), price } as const;
    const life = new AccountLife({ ...opened, data: { ...opened.data, overagePolicy: invoice } }, january);
    life.charge('call', [['input', 3]]);
    life.now = FEBRUARY + GRACE;
    life.dueWork();
    expect(life.last('PeriodSealed').totalMinor).toBe(2n);
    const sealed = life.last('PeriodSealed');

    for (const amount of [2, 1]) life.correct('call', [amount]);
    life.correct('call', undefined);

    const credits = life.state.periods[0]!.lines;
    expect(credits.map(({ amountMinor }) => amountMinor)).toEqual([-1n, 0n, -1n]);
    for (const line of credits) {
      expect(line).toMatchObject({ period: 1, kind: 'credit', corrects: sealed.lines.at(-1)!.line, creditsMicro: 1n });
      expect(2n * line.amountMinor + (line.restNumerator * 2n) / line.restDenominator).toBe(-1n);
    }
    expect(life.state.periods[0]!.usedMicro).toBe(-3n);
    expect(life.last('PeriodSealed')).toEqual(sealed);
  });

  it('gives back of billed overage what a credit note has left of its line, and no more', () => {
    const price = { version: 1, amountMinor: 5n, perMicro: micro(1), taxIncluded: true };
    const invoice = { type: 'invoice', capMicro: micro(1_000), price } as const;
    const life = new AccountLife({ ...opened, data: { ...opened.data, overagePolicy: invoice } }, january);
    life.charge('call', [['input', 100]]);
    life.now = FEBRUARY + GRACE;
    life.dueWork();
    const sealedLine = life.last('PeriodSealed').lines[0]!;
    const note = { account: 'a', line: sealedLine.line, amountMinor: 450n, reason: 'goodwill', sealedLine } as const;
    life.done(life.command({ type: 'IssueCreditNote', ...note }));
    life.correct('call', [95]).correct('call', undefined);
    expect(life.state.periods[0]!.lines.map(({ amountMinor }) => amountMinor)).toEqual([-450n, -25n, -25n]);
    expect(life.state.creditedLines).toEqual([{ line: sealedLine.line, amountMinor: 500n }]);
  });

  it('L2, C7: of a usage in a sealed period is booked on the oldest unsealed one: the seal is unchanged, and no limit is raised', () => {
    const life = new AccountLife().charge('call', [['input', 50]], { member: 'm-1' });
    life.now = FEBRUARY + GRACE;
    life.dueWork();

    life.correct('call', [20]);

    const { period, chargedPeriod, steps } = life.last('UsageCorrected');
    expect({ period, chargedPeriod, type: steps[0]!.type }).toEqual({
      period: 1,
      chargedPeriod: 0,
      type: 'overage_written_off',
    });
    expect(life.state.periods[0]!.usedByMember.has('m-1')).toBe(false);
    expect(life.state.overageMicro).toBe(0n);
    expect(life.moved('overage/0-block-unpriced', 'written_off')).toBe(-20n);
  });
});
