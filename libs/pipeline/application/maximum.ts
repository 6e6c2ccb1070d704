import { findRate, type TariffBook } from '#libs/catalog/index.js';
import { KINDS, type Instant, type Quantity } from '#libs/kernel/index.js';
import type { Reserve } from './reservations.js';

/**
 * What a reservation is priced by, in canonical order. Where nothing is said of `output`, and the model's output has a
 * price, a configured bound is reserved for it: neither nothing nor all there is.
 */
export function maximumOf(
  { model, tier, maximum }: Reserve,
  book: TariffBook,
  occurredAt: Instant,
  defaultOutput: number,
): readonly Quantity[] {
  const saysOutput = maximum.some(({ kind }) => kind === 'output');
  const isPriced = findRate(book, { model, kind: 'output', tier, occurredAt }) !== undefined;
  const bound: readonly Quantity[] = saysOutput || !isPriced ? [] : [{ kind: 'output', quantity: defaultOutput }];
  return [...maximum, ...bound]
    .filter(({ quantity }) => quantity > 0)
    .sort((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
}
