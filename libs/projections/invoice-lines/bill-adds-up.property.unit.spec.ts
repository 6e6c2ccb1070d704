import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountLife } from '../../../test/support/ledger/account-life.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { bucketName, movementsOf, type AccountEvent, type OveragePrice } from '#libs/ledger/contract.js';
import type { ExactMoneyView, Invoice, InvoiceQueries } from '../contract.js';

interface Money {
  /** Rounded, in minor units. */
  readonly minor: bigint;
  readonly exact: ExactMoneyView;
}

const NOTHING: Money = { minor: 0n, exact: { numerator: 0n, denominator: 1n } };

function sumOf(parts: readonly Money[]): Money {
  return parts.reduce(
    ({ minor, exact }, part) => ({
      minor: minor + part.minor,
      exact: lowest({
        numerator: exact.numerator * part.exact.denominator + part.exact.numerator * exact.denominator,
        denominator: exact.denominator * part.exact.denominator,
      }),
    }),
    NOTHING,
  );
}

function lowest({ numerator, denominator }: ExactMoneyView): ExactMoneyView {
  let [left, right] = [numerator < 0n ? -numerator : numerator, denominator];
  while (left !== 0n) [left, right] = [right % left, left];
  return { numerator: numerator / right, denominator: denominator / right };
}

/** What the events alone say an account owes and used, period by period. */
class BookByHand {
  private readonly money = new Map<number, Money[]>();
  private readonly used = new Map<number, bigint>();
  private readonly open = new Map<string, bigint>();
  private readonly prices: OveragePrice[] = [];
  private readonly sealed = new Set<number>();

  constructor(events: readonly AccountEvent[]) {
    for (const event of events) this.take(event);
  }

  moneyOf(period: number): Money {
    return sumOf([...(this.money.get(period) ?? []), ...(this.sealed.has(period) ? [] : this.overageOf(period))]);
  }

  usedIn(period: number): bigint {
    return this.used.get(period) ?? 0n;
  }

  private take(event: AccountEvent): void {
    if (event.type === 'AccountOpened' || event.type === 'OveragePolicySet') {
      const { overagePolicy: policy } = event.data;
      if (policy.type === 'invoice') this.prices[policy.price.version - 1] = policy.price;
    }
    if (event.type === 'UsageCharged') this.use(event.data.period, event.data.totalMicro);
    if (event.type === 'UsageCorrected') this.use(event.data.period, event.data.deltaMicro);
    if (event.type === 'PeriodSealed') {
      const { period } = event.data;
      for (const part of this.overageOf(period)) this.owe(period, part);
      this.sealed.add(period);
    } else if ('lines' in event.data) {
      for (const { period, amountMinor: minor, restNumerator, restDenominator: denominator } of event.data.lines) {
        this.owe(period, { minor, exact: { numerator: minor * denominator + restNumerator, denominator } });
      }
    }
    for (const { from, to, amountMicro } of movementsOf(event)) {
      if (from.book === 'overage') this.move(bucketName(from.bucket), amountMicro);
      if (to.book === 'overage') this.move(bucketName(to.bucket), -amountMicro);
    }
  }

  /** What would be billed now: credits × price, a line per price, rounded half up (rules 3, 34). */
  private overageOf(period: number): readonly Money[] {
    return this.prices.flatMap(({ version, amountMinor, perMicro }) => {
      const owed = (this.open.get(`${period}-invoice-${version}`) ?? 0n) * amountMinor;
      const minor = (2n * owed + perMicro) / (2n * perMicro);
      return owed === 0n ? [] : [{ minor, exact: { numerator: owed, denominator: perMicro } }];
    });
  }

  private owe(period: number, part: Money): void {
    this.money.set(period, [...(this.money.get(period) ?? []), part]);
  }

  private use(period: number, micro: bigint): void {
    this.used.set(period, this.usedIn(period) + micro);
  }

  private move(bucket: string, micro: bigint): void {
    this.open.set(bucket, (this.open.get(bucket) ?? 0n) + micro);
  }
}

async function invoicesOf(invoices: InvoiceQueries, { events }: AccountLife): Promise<readonly Invoice[]> {
  const periods = events.filter(({ type }) => type === 'PeriodOpened').length;
  return Promise.all(Array.from({ length: periods }, async (_, period) => (await invoices.invoice('a', period))!));
}

function whateverHappens(look: (invoices: readonly Invoice[], book: BookByHand) => void): Promise<void> {
  return fc.assert(
    fc.asyncProperty(anyLife, async (life) => {
      const invoices = await afterProjecting(journalOf(life), (models) => invoicesOf(models.invoices, life));
      look(invoices, new BookByHand(life.events));
    }),
    { numRuns: 25 },
  );
}

describe('V3: the lines of a bill add up to the events behind them, whatever happens to the account', () => {
  it('in money, rounded and exact, to the last minor unit of every period (rules 3, 34)', () =>
    whateverHappens((invoices, book) => {
      for (const { lines, period } of invoices) {
        const told = sumOf(lines.map(({ amountMinor: minor, exactAmount: exact }) => ({ minor, exact })));
        expect([period.period, told]).toEqual([period.period, book.moneyOf(period.period)]);
      }
    }));

  it('in credits used: debits and corrections, booked on the period they are shown in (rules 13, 27)', () =>
    whateverHappens((invoices, book) => {
      for (const { lines, period } of invoices) {
        const usage = lines.filter(({ type }) => type === 'usage');
        const usedMicro = usage.reduce((sum, { creditsMicro }) => sum + creditsMicro, 0n);
        expect([period.period, usedMicro]).toEqual([period.period, book.usedIn(period.period)]);
      }
    }));

  it('line by line: rounding moves no line by more than what it shows beside it', () =>
    whateverHappens((invoices) => {
      for (const { amountMinor, exactAmount } of invoices.flatMap(({ lines }) => lines)) {
        const { numerator, denominator } = exactAmount;
        const away = amountMinor * denominator - numerator;
        expect([denominator > 0n, (away < 0n ? -away : away) < denominator]).toEqual([true, true]);
      }
    }));
});
