import { invariant } from './invariant.js';

/** An amount of credit: whole micro-credits (10^-6 credit), int64 (rule 1). The scale is fixed for ever. */
export type Credits = bigint & { readonly __unit: 'micro-credit' };

export const CREDITS_MAX = 2n ** 63n - 1n;
export const CREDITS_MIN = -(2n ** 63n);
export const MICRO_PER_CREDIT = 1_000_000n;

/** Thrown by an addition that leaves int64; the decider turns it into the hold `amount_out_of_range`. */
export class CreditsOutOfRange extends Error {
  override readonly name = 'CreditsOutOfRange';
  readonly code = 'amount_out_of_range';
}

export function isInCreditsRange(micro: bigint): micro is Credits {
  return micro >= CREDITS_MIN && micro <= CREDITS_MAX;
}

/** @throws CreditsOutOfRange */
export function credits(micro: bigint): Credits {
  if (!isInCreditsRange(micro)) throw new CreditsOutOfRange(`${micro} micro-credits do not fit in 64 bits`);
  return micro;
}

export const ZERO_CREDITS = credits(0n);

/** @throws CreditsOutOfRange */
export function addCredits(left: Credits, right: Credits): Credits {
  return credits(left + right);
}

/** @throws CreditsOutOfRange */
export function subtractCredits(left: Credits, right: Credits): Credits {
  return credits(left - right);
}

export function smallerCredits(left: Credits, right: Credits): Credits {
  return left < right ? left : right;
}

/** Sums many accounts' amounts without a 64-bit bound (rule 1). */
export function totalMicro(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

const DECIMAL_INTEGER = /^-?(?:0|[1-9]\d{0,18})$/;

/** Reads the JSON form: a decimal string of micro-credits. `undefined` if it is none or leaves int64. */
export function parseCredits(text: string): Credits | undefined {
  if (!DECIMAL_INTEGER.test(text)) return undefined;
  const micro = BigInt(text);
  return isInCreditsRange(micro) ? micro : undefined;
}

/** For people: credits with six decimals at most, e.g. `-0.000001`, `1,234.5`. */
export function displayCredits(micro: bigint): string {
  const sign = micro < 0n ? '-' : '';
  const magnitude = micro < 0n ? -micro : micro;
  const whole = (magnitude / MICRO_PER_CREDIT).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = (magnitude % MICRO_PER_CREDIT).toString().padStart(6, '0').replace(/0+$/, '');
  return rest === '' ? sign + whole : `${sign}${whole}.${rest}`;
}

/** Divides and rounds half up, towards plus infinity at the half; the one rounding of rule 2. `denominator` > 0. */
export function divideRoundHalfUp(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator > 0n, 'a denominator is positive');
  const doubled = 2n * numerator + denominator;
  const divisor = 2n * denominator;
  const quotient = doubled / divisor;
  return doubled % divisor < 0n ? quotient - 1n : quotient;
}
