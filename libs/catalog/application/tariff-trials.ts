import type { AccountId, Instant, Kind, Quantity, Tier } from '#libs/kernel/index.js';
import type { TariffDraft } from '../domain/draft.js';
import type { TariffRejection } from '../domain/rejections.js';

/** What would past usage have cost under a draft? */
export interface TariffTrial {
  readonly draft: TariffDraft;
  /** Usage that happened from then on … */
  readonly from: Instant;
  /** … and before then. */
  readonly until: Instant;
  /** One account, whatever book priced its usage; absent: all usage the draft's book has priced. */
  readonly account?: AccountId;
}

/** One kind of a model, over all usage that the draft prices. */
export interface TrialLine {
  readonly model: string;
  readonly kind: Kind;
  readonly quantity: bigint;
  readonly chargedMicro: bigint;
  readonly draftMicro: bigint;
}

/** In one currency; rounded once. */
export interface TrialSide {
  /** What the grants that paid were sold for, by their credits (rule 36); overage brings in nothing yet. */
  readonly revenueMinor: bigint;
  /** What the suppliers are paid. */
  readonly costMinor: bigint;
  readonly marginMinor: bigint;
  /** Credits of the model, whatever the currency, for which the tariff names no cost. */
  readonly costUnknownMicro: bigint;
}

/** Margin of a model; in each currency it brings in or costs something. */
export interface TrialMargin {
  readonly model: string;
  readonly currency: string;
  readonly charged: TrialSide;
  /** The same usage by the draft, as if the same grants had paid for it, each its part. */
  readonly draft: TrialSide;
}

/** Charges as they were first made: corrections are in neither figure. */
export interface TrialReport {
  readonly usages: number;
  readonly chargedMicro: bigint;
  readonly draftMicro: bigint;
  /** By model, then kind. */
  readonly lines: readonly TrialLine[];
  /** By model, then currency. */
  readonly margins: readonly TrialMargin[];
  /** Usage the draft has no price for, or one that leaves the range of amounts: it would be held. In no other figure. */
  readonly notPriced: {
    readonly usages: number;
    readonly chargedMicro: bigint;
    readonly first: { readonly model: string; readonly tier: Tier; readonly quantities: readonly Quantity[] } | null;
  };
}

export type TrialAnswer =
  | { readonly type: 'tried'; readonly report: TrialReport }
  | { readonly type: 'rejected'; readonly rejection: TariffRejection };

export interface TariffTrials {
  try(trial: TariffTrial): Promise<TrialAnswer>;
}
