import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '#libs/kernel/index.js';
import { corrected } from '../../../test/support/ledger/corrected.js';
import { fold } from '../../../test/support/ledger/fold.js';
import { line } from '../../../test/support/ledger/line-samples.js';
import { limitBucket, limitOf, owed } from '../../../test/support/ledger/overage-samples.js';
import { sealedOf } from '../../../test/support/ledger/period-samples.js';
import {
  chargeUsage,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  granted,
  january,
  OPEN,
} from '../../../test/support/ledger/samples.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import type { AccountEvent } from './events.js';
import type { MoneyLine } from './terms.js';

describe('money lines', () => {
  const noted = (...lines: readonly MoneyLine[]): AccountEvent => ({
    type: 'CreditNoteIssued',
    data: { account: 'a', reason: 'wrong', lines },
  });

  it('stand in their period, and what they give back on others is summed up', () => {
    const state = fold(
      ...OPEN,
      noted(line('0-1', { amountMinor: 9n })),
      noted(line('0-2', { amountMinor: -2n, corrects: '0-1' }), line('0-3', { amountMinor: -3n, corrects: '0-1' })),
    );
    expect(state.periods[0]!.lines.map(({ line: id }) => id)).toEqual(['0-1', '0-2', '0-3']);
    expect(state.creditedLines).toEqual([{ line: '0-1', amountMinor: 5n }]);
  });

  it.each([
    ['a number left out', line('0-2')],
    ['a period that is not open', line('7-1')],
  ])('cannot be recorded with %s', (_, wrong) => {
    expect(() => fold(...OPEN, noted(wrong))).toThrow(InvariantViolation);
  });
});

describe('a transfer in flight (rule 33)', () => {
  const given = granted('g', 100);
  const grant = given.data.terms;
  const sent: AccountEvent = {
    type: 'TransferSent',
    data: {
      account: 'a',
      transfer: 't',
      to: 'b',
      amountMicro: micro(100),
      parts: [{ grant, amountMicro: micro(100), costBasis: null }],
    },
  };

  it('has left its grants, and is remembered until it is completed', () => {
    const state = fold(...OPEN, given, sent);
    expect([state.grants, state.remainingMicro, state.transfers.length]).toEqual([[], 0n, 1]);
    const completed: AccountEvent = { type: 'TransferCompleted', data: { account: 'a', transfer: 't' } };
    expect(fold(...OPEN, given, sent, completed).transfers).toEqual([]);
  });

  it('comes back into the same grants, or expires where they have', () => {
    const back = (expired: boolean): AccountEvent => ({
      type: 'TransferReturned',
      data: {
        account: 'a',
        transfer: 't',
        reason: 'account_closed',
        parts: [{ grant, amountMicro: micro(100), expired }],
      },
    });
    const returned = fold(...OPEN, given, sent, back(false));
    expect(returned.grants).toEqual(fold(...OPEN, given).grants);
    expect([returned.remainingMicro, returned.transfers]).toEqual([100n, []]);
    expect(fold(...OPEN, given, sent, back(true)).grants).toEqual([]);
  });
});

describe('an overage bucket', () => {
  const repays = (amount: number, open: number) => ({
    repays: [{ bucket: limitBucket(), amountMicro: micro(amount), openAfterMicro: micro(open) }],
  });
  const history = [
    ...OPEN,
    limitOf(100),
    owed(limitBucket(), 60, 60),
    granted('first', 20, {}, repays(20, 40)),
    granted('last', 50, {}, repays(40, 0)),
  ];

  it('remembers who repaid it, in order, also grants that are gone', () => {
    const [bucket] = fold(...history).overage;
    expect(bucket!.repayments.map(({ grant, amountMicro }) => [grant.grant, amountMicro])).toEqual([
      ['first', 20n],
      ['last', 40n],
    ]);
    expect(bucket!.openMicro).toBe(0n);
  });

  it('forgets a repayment that is undone, and the grant has its credits back (rule 28)', () => {
    const undone = (grant: string, amount: number) =>
      ({ type: 'overage_repaid', component: 0, grant, bucket: limitBucket(), amountMicro: micro(amount) }) as const;
    const first = granted('first', 20).data.terms;
    const state = fold(
      ...history,
      corrected({
        steps: [undone('last', 40), undone('first', 5)],
        revived: [first],
        deltaMicro: micro(-45),
        remainingAfterMicro: micro(55),
      }),
    );
    expect(state.grants.map(({ grant, remainingMicro }) => [grant, remainingMicro])).toEqual([
      ['first', 5n],
      ['last', 50n],
    ]);
    expect(state.overage[0]!.repayments).toEqual([{ grant: first, amountMicro: 15n }]);
    expect(state.periods[0]!.usedMicro).toBe(15n);
  });

  it('cannot have more undone than was repaid', () => {
    const step = { type: 'overage_repaid', component: 0, grant: 'first', bucket: limitBucket() } as const;
    const steps = [{ ...step, amountMicro: micro(21) }];
    const more = { deltaMicro: micro(-21), revived: [granted('first', 20).data.terms], remainingAfterMicro: micro(31) };
    expect(() => fold(...history, corrected({ ...more, steps }))).toThrow(InvariantViolation);
  });
});

describe("rule 35's bound: what remained when the newest period opened, and was given since", () => {
  it('is raised by grants, net of what they repay, and never below what remains', () => {
    const opened = [...OPEN, limitOf(100), owed(limitBucket(), 60, 60), granted('g', 10)];
    expect(fold(...opened).baseMicro).toBe(10n);
    const repaid = { bucket: limitBucket(), amountMicro: micro(60), openAfterMicro: micro(0) };
    const topUp = granted('h', 100, {}, { repays: [repaid] });
    expect(fold(...opened, topUp).baseMicro).toBe(50n);
    const adjusted: AccountEvent = {
      type: 'GrantAdjustedDown',
      data: { account: 'a', grant: 'h', amountMicro: micro(40), reason: 'error' },
    };
    expect(fold(...opened, topUp, adjusted).baseMicro).toBe(50n);
    expect(fold(...opened, topUp, adjusted, february).baseMicro).toBe(10n);
  });

  it('is raised by what a correction gives back of an earlier period', () => {
    const usage = chargeUsage([['input', 60]]);
    const spent = debit(usage, [fromGrant(0, 'g', 60, 40)], { remaining: 40, overage: 0 });
    const steps = [{ type: 'grant', component: 0, grant: 'g', bucket: null, amountMicro: micro(60) }] as const;
    const back = corrected({ steps, deltaMicro: micro(-60), remainingAfterMicro: micro(100) });
    expect(fold(...OPEN, granted('g', 100), spent, february, back).baseMicro).toBe(100n);
  });

  it('has a rollover already, as part of the grant it comes from', () => {
    const rolling = granted('g', 100, { expiresAt: FEBRUARY, rollover: { maxMicro: micro(30) } });
    const rollovers = [{ grant: 'g', into: '~2', rolledMicro: micro(30), forfeitedMicro: micro(70) }];
    const rolled = granted('~2', 30, { source: 'rollover' });
    const state = fold(...OPEN, rolling, february, sealedOf(january, { rollovers }), rolled);
    expect([state.remainingMicro, state.baseMicro]).toEqual([30n, 100n]);
  });
});
