import { credits, divideRoundHalfUp, invariant, totalMicro } from '#libs/kernel/index.js';
import { bucketName } from './overage/bucket-name.js';
import type { BucketState, OpenPeriod } from './state.js';
import type { MoneyLine, OveragePrice } from './terms.js';

/** An amount of money in minor units, `denominator` > 0. */
export interface ExactMoney {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export interface NewLine extends Omit<MoneyLine, 'line' | 'amountMinor' | 'restNumerator' | 'restDenominator'> {
  readonly exact: ExactMoney;
}

interface LinedAccount {
  readonly periods: readonly Pick<OpenPeriod, 'period' | 'lines'>[];
}

/**
 * A money line: rounded half up, with the rest that makes it exact (rule 3), and the next number of its period.
 * `earlier` are lines of the same decision that are not in the state yet.
 */
export function moneyLine(
  state: LinedAccount,
  { exact, ...line }: NewLine,
  earlier: readonly MoneyLine[] = [],
): MoneyLine {
  const recorded = state.periods.find(({ period }) => period === line.period)?.lines.length ?? 0;
  const made = earlier.filter(({ period }) => period === line.period).length;
  return { line: `${line.period}-${recorded + made + 1}`, ...line, ...roundedMoney(exact) };
}

/** Rounded half up to a minor unit, and the rest in lowest terms. */
export function roundedMoney({
  numerator,
  denominator,
}: ExactMoney): Pick<MoneyLine, 'amountMinor' | 'restNumerator' | 'restDenominator'> {
  const amountMinor = divideRoundHalfUp(numerator, denominator);
  const rest = numerator - amountMinor * denominator;
  const divisor = greatestCommonDivisor(rest < 0n ? -rest : rest, denominator);
  return { amountMinor, restNumerator: rest / divisor, restDenominator: denominator / divisor };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  return left === 0n ? right : greatestCommonDivisor(right % left, left);
}

/** What a drafted or sealed bill needs of an account. */
export interface BilledAccount extends LinedAccount {
  readonly overage: readonly Pick<BucketState, 'bucket' | 'openMicro'>[];
  /** Version n stands at n − 1. */
  readonly overagePrices: readonly OveragePrice[];
}

/** The lines of a period's overage under `invoice`, one per price: credits × price per credit (rule 34). */
export function overageLines(account: BilledAccount, period: number): readonly MoneyLine[] {
  const billed = account.overage.filter(
    ({ bucket, openMicro }) => bucket.period === period && bucket.policy === 'invoice' && openMicro > 0n,
  );
  return billed.reduce<readonly MoneyLine[]>((lines, { bucket, openMicro }) => {
    const price = account.overagePrices[(bucket.priceVersion ?? 0) - 1];
    invariant(price !== undefined, 'billed overage has a price');
    const line = moneyLine(
      account,
      {
        period,
        kind: 'overage',
        product: null,
        subject: bucketName(bucket),
        creditsMicro: credits(openMicro),
        exact: { numerator: openMicro * price.amountMinor, denominator: price.perMicro },
        taxIncluded: price.taxIncluded,
        payment: 'bill',
        corrects: null,
      },
      lines,
    );
    return [...lines, line];
  }, []);
}

/** What is to pay on the bill: the sum of its rounded lines (rule 3). */
export function totalMinor(lines: readonly MoneyLine[]): bigint {
  return totalMicro(lines.filter(({ payment }) => payment === 'bill').map(({ amountMinor }) => amountMinor));
}
