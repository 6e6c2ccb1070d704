import type { Credits, Instant, Sha256 } from '#libs/kernel/index.js';

/** What a partner's share is of (rule 36). Stored order: add at the end only. */
export const SHARE_BASES = ['list_value', 'recognised_revenue'] as const;
export type ShareBasis = (typeof SHARE_BASES)[number];

/** What credits are worth in the list: `amountMinor` minor units for every `perMicro` micro-credits. */
export interface ListPrice {
  readonly amountMinor: bigint;
  readonly perMicro: Credits;
  /** ISO 4217: that of the partner's settlement. */
  readonly currency: string;
}

/** What a partner is paid for the use of its apps: `numerator / denominator` of the basis. */
export interface PartnerTerms {
  readonly name: string;
  /** The figures are ours, not a carrier's. */
  readonly illustrative: boolean;
  /** The apps it is paid for, by exact name. */
  readonly apps: readonly string[];
  readonly share: { readonly numerator: number; readonly denominator: number };
  readonly basis: ShareBasis;
  readonly listPrice: ListPrice;
}

/** A published version of a partner's contract: immutable, content-hashed; in effect for whole settlement months. */
export interface PartnerContract extends PartnerTerms {
  readonly partner: string;
  /** 1, 2, 3 … per partner */
  readonly version: number;
  /** First instant of a month in UTC: that month is settled by it, and those after it until another is in effect. */
  readonly effectiveFrom: Instant;
  readonly hash: Sha256;
}
