import type { Credits, Instant, Kind, Sha256, Tier } from '#libs/kernel/index.js';

/** Price of one kind of one model, or of a family of models: `creditsMicro` micro-credits for every `per` units. */
export interface Rate {
  /** A model id, byte-exact, or `family:<name>`; a model's own rate goes before its family's. */
  readonly target: string;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly creditsMicro: Credits;
  /** ≥ 1 */
  readonly per: number;
}

/** A dated factor on rates: `numerator / denominator` of the rate, from ≤ occurredAt < until. */
export interface Promotion {
  readonly id: string;
  readonly from: Instant;
  readonly until: Instant;
  /** Absent: every model, kind or app. */
  readonly models?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly apps?: readonly string[];
  readonly numerator: number;
  readonly denominator: number;
}

/** Models priced alike, by exact id: names that look alike but cost differently stay apart. */
export interface ModelFamily {
  readonly name: string;
  readonly models: readonly string[];
}

/**
 * A published version of a tariff book: immutable, content-hashed.
 * `full`: the whole price list from `effectiveFrom` on. `addition`: rates for (target, kind, tier) the book never priced,
 * from an instant that may lie in the past; it alters none (rule 30).
 */
export interface Tariff {
  readonly book: string;
  /** 1, 2, 3 … per book */
  readonly version: number;
  readonly mode: 'full' | 'addition';
  readonly effectiveFrom: Instant;
  readonly families: readonly ModelFamily[];
  readonly rates: readonly Rate[];
  readonly promotions: readonly Promotion[];
  readonly hash: Sha256;
}
