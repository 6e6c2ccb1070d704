import type { Credits, Instant } from '#libs/kernel/index.js';
import { moneyLine, type ExactMoney } from '../lines.js';
import { periodAt } from '../periods/periods.js';
import type { OpenAccountState } from '../state.js';
import type { LineKind, MoneyLine, ProductPin, SubscriptionKind, SubscriptionTerms } from '../terms.js';
import type { Fraction } from './fraction.js';

const FEE_LINES: Readonly<Record<SubscriptionKind, LineKind>> = {
  plan: 'fee',
  free_quota: 'fee',
  add_on: 'add_on',
  instalment: 'instalment',
};

/** A subscription's terms as they are charged for. */
export interface Charged {
  readonly subscription: string;
  readonly product: ProductPin;
  readonly terms: SubscriptionTerms;
  readonly at: Instant;
}

/** The fee, or its share, in the period of an instant, with the credits it brings; no line where it is free. */
export function feeLines(
  state: OpenAccountState,
  charged: Charged,
  { numerator, denominator }: Fraction,
  creditsMicro: Credits,
  earlier: readonly MoneyLine[] = [],
): readonly MoneyLine[] {
  const { kind, fee } = charged.terms;
  const exact = { numerator: fee.amountMinor * numerator, denominator };
  return lineOf(state, charged, FEE_LINES[kind], exact, creditsMicro, earlier);
}

/** What is given back of a fee; no line where it is nothing. */
export function creditLines(
  state: OpenAccountState,
  charged: Charged,
  { numerator, denominator }: ExactMoney,
  creditsMicro: Credits,
): readonly MoneyLine[] {
  return lineOf(state, charged, 'credit', { numerator: -numerator, denominator }, creditsMicro, []);
}

function lineOf(
  state: OpenAccountState,
  { subscription, product, terms, at }: Charged,
  kind: LineKind,
  exact: ExactMoney,
  creditsMicro: Credits,
  earlier: readonly MoneyLine[],
): readonly MoneyLine[] {
  if (exact.numerator === 0n) return [];
  const { taxIncluded } = terms.fee;
  const named = { period: periodAt(state, at), kind, product, subject: subscription, creditsMicro };
  return [moneyLine(state, { ...named, exact, taxIncluded, payment: 'bill', corrects: null }, earlier)];
}
