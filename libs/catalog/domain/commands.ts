import type { HashText, Instant } from '#libs/kernel/index.js';
import type { ModelFamily, Promotion, Rate, TariffMode } from './terms.js';

/** Adds the next version to a book; never a silent no-op. Rejections, in the order they are looked for: TariffRejection. */
export interface PublishTariff {
  readonly type: 'PublishTariff';
  readonly book: string;
  readonly mode: TariffMode;
  /** Absent: now. */
  readonly effectiveFrom?: Instant;
  readonly families: readonly ModelFamily[];
  readonly rates: readonly Rate[];
  readonly promotions: readonly Promotion[];
}

/** What a publication is decided with besides the book: time and hashing enter as data. */
export interface PublishContext {
  readonly now: Instant;
  readonly sha256: HashText;
}

export type TariffCommand = PublishTariff & { readonly context: PublishContext };
