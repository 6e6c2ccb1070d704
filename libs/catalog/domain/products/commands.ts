import type { Instant } from '#libs/kernel/index.js';
import type { PublishContext } from '../commands.js';
import type { ProductContent } from './terms.js';

/** Adds the next version to a product; never a silent no-op. Rejections, in the order they are looked for: ProductRejection. */
export interface PublishProduct extends ProductContent {
  readonly type: 'PublishProduct';
  readonly product: string;
  /** Absent: now. */
  readonly effectiveFrom?: Instant;
}

export type ProductCommand = PublishProduct & { readonly context: PublishContext };
