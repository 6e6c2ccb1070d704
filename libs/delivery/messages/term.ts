import { formatInstant, type Instant } from '#libs/kernel/index.js';
import type { JsonOf, Shape } from './shape.js';

/** Something several messages speak of, as they show it. */
export interface Term<Value, S extends Shape<unknown>> {
  readonly shape: S;
  readonly of: (value: Value) => JsonOf<S>;
}

export function term<Value, S extends Shape<unknown>>(shape: S, of: (value: Value) => JsonOf<S>): Term<Value, S> {
  return { shape, of };
}

export function orNull<Value, Shown>(value: Value | null, show: (value: Value) => Shown): Shown | null {
  return value === null ? null : show(value);
}

export function instantOrNull(value: Instant | null): string | null {
  return orNull(value, formatInstant);
}

/** Amounts are decimal strings: JSON readers lose digits of large numbers. */
export function decimal(amount: bigint): string {
  return amount.toString();
}
