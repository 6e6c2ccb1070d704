import type { Credits, Kind, Quantity, Sha256 } from '#libs/kernel/index.js';

/** Names an immutable tariff version exactly. */
export interface TariffPin {
  readonly book: string;
  readonly version: number;
  readonly hash: Sha256;
}

/** One kind of a usage with its price. */
export interface RatedComponent {
  readonly kind: Kind;
  readonly quantity: number;
  /** Index into RatedUsage.tariffs. */
  readonly tariff: number;
  /** Ordinal of the rate in that tariff's list. */
  readonly rate: number;
  /** Ordinal of the promotion in that tariff's list; `null` when none applied. */
  readonly promotion: number | null;
  /** Rounded half up once (rule 2). */
  readonly amountMicro: Credits;
}

/** A usage's price: components in canonical kind order; the debit is their sum (rule 2). */
export interface RatedUsage {
  readonly tariffs: readonly TariffPin[];
  readonly components: readonly RatedComponent[];
}

export type Rating =
  | { readonly type: 'rated'; readonly rated: RatedUsage }
  /** No rate for this quantity at that time: held, never priced 0 (rule 30). */
  | { readonly type: 'unpriced'; readonly quantity: Quantity }
  /** A component's amount, or their sum, does not fit int64 (rule 1). */
  | { readonly type: 'out_of_range' };
