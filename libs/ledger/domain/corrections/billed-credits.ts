import { credits, divideRoundHalfUp, invariant, totalMicro } from '#libs/kernel/index.js';
import type { CorrectionStep } from '../events.js';
import { moneyLine } from '../lines.js';
import { bucketName } from '../overage/bucket-name.js';
import { isSameBucket } from '../overage/buckets.js';
import { oldest } from '../periods/periods.js';
import type { BucketState, OpenAccountState } from '../state.js';
import type { MoneyLine } from '../terms.js';

/** Rule 28: overage that was billed is given back as money, on the oldest unsealed bill; one line per bucket. */
export function billedCredits(state: OpenAccountState, steps: readonly CorrectionStep[]): readonly MoneyLine[] {
  const lines: MoneyLine[] = [];
  for (const bucket of state.overage) {
    const undone = steps.filter((step) => step.type === 'overage_billed' && isSameBucket(step.bucket!, bucket.bucket));
    const creditsMicro = totalMicro(undone.map(({ amountMicro }) => amountMicro));
    if (creditsMicro > 0n) lines.push(creditLine(state, bucket, creditsMicro, lines));
  }
  return lines;
}

function creditLine(
  state: OpenAccountState,
  { bucket, billedMicro, line }: BucketState,
  creditsMicro: bigint,
  earlier: readonly MoneyLine[],
): MoneyLine {
  const price = state.overagePrices[(bucket.priceVersion ?? 0) - 1];
  invariant(price !== undefined && line !== null, 'billed overage has a price and a line');
  const costMinor = (micro: bigint): bigint => divideRoundHalfUp(micro * price.amountMinor, price.perMicro);
  const credit = moneyLine(
    state,
    {
      period: oldest(state).period,
      kind: 'credit',
      product: null,
      subject: bucketName(bucket),
      creditsMicro: credits(creditsMicro),
      exact: { numerator: -creditsMicro * price.amountMinor, denominator: price.perMicro },
      taxIncluded: price.taxIncluded,
      payment: 'bill',
      corrects: line,
    },
    earlier,
  );
  return withAmount(credit, costMinor(billedMicro - creditsMicro) - costMinor(billedMicro));
}

/**
 * What stays of the bill is what it would have been had only the rest been billed: so credits in many steps sum to what
 * was collected, never more and never less. The exact amount does not change.
 */
function withAmount(line: MoneyLine, amountMinor: bigint): MoneyLine {
  const restNumerator = line.restNumerator + (line.amountMinor - amountMinor) * line.restDenominator;
  return { ...line, amountMinor, restNumerator };
}
