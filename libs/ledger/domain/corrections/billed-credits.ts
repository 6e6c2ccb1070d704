import { credits, divideRoundHalfUp, invariant, totalMicro } from '#libs/kernel/index.js';
import type { CorrectionStep } from '../events.js';
import { moneyLine } from '../lines.js';
import { bucketName } from '../overage/bucket-name.js';
import { isSameBucket } from '../overage/buckets.js';
import { oldest } from '../periods/periods.js';
import type { BucketState, OpenAccountState } from '../state.js';
import { collectedMinor } from '../selling/collected.js';
import type { MoneyLine } from '../terms.js';

/**
 * Rule 28: overage that was billed is given back as money, on the oldest unsealed bill; one line per bucket. What a credit
 * note has given back on its line before is not given back again.
 */
export function billedCredits(state: OpenAccountState, steps: readonly CorrectionStep[]): readonly MoneyLine[] {
  const lines: MoneyLine[] = [];
  for (const bucket of state.overage) {
    const undone = steps.filter((step) => step.type === 'overage_billed' && isSameBucket(step.bucket!, bucket.bucket));
    const creditsMicro = totalMicro(undone.map(({ amountMicro }) => amountMicro));
    const line = creditsMicro > 0n ? creditLine(state, bucket, creditsMicro, lines) : undefined;
    if (line !== undefined) lines.push(line);
  }
  return lines;
}

/** None where nothing is left to give back. */
function creditLine(
  state: OpenAccountState,
  { bucket, billedMicro, line }: BucketState,
  creditsMicro: bigint,
  earlier: readonly MoneyLine[],
): MoneyLine | undefined {
  const price = state.overagePrices[(bucket.priceVersion ?? 0) - 1];
  invariant(price !== undefined && line !== null, 'billed overage has a price and a line');
  const costMinor = (micro: bigint): bigint => divideRoundHalfUp(micro * price.amountMinor, price.perMicro);
  const dueMinor = costMinor(billedMicro) - costMinor(billedMicro - creditsMicro);
  const leftMinor = collectedMinor(state, line);
  const isCapped = dueMinor > leftMinor;
  if (isCapped && leftMinor === 0n) return undefined;
  const credit = moneyLine(
    state,
    {
      period: oldest(state).period,
      kind: 'credit',
      product: null,
      subject: bucketName(bucket),
      creditsMicro: credits(creditsMicro),
      exact: isCapped
        ? { numerator: -leftMinor, denominator: 1n }
        : { numerator: -creditsMicro * price.amountMinor, denominator: price.perMicro },
      taxIncluded: price.taxIncluded,
      payment: 'bill',
      corrects: line.line,
    },
    earlier,
  );
  return isCapped ? credit : withAmount(credit, -dueMinor);
}

/**
 * What stays of the bill is what it would have been had only the rest been billed: so credits in many steps sum to what
 * was collected, never more and never less. The exact amount does not change.
 */
function withAmount(line: MoneyLine, amountMinor: bigint): MoneyLine {
  const restNumerator = line.restNumerator + (line.amountMinor - amountMinor) * line.restDenominator;
  return { ...line, amountMinor, restNumerator };
}
