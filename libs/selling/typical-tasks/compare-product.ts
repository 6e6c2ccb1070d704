import { ZERO_CREDITS, type Instant } from '#libs/kernel/index.js';
import { productAggregate, productInEffect, tariffBookAggregate, type Product } from '#libs/catalog/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { foldStream } from '../application/fold-stream.js';
import { tasksOfAllowance, type Allowance, type TaskCount } from './tasks-of-allowance.js';
import type { TypicalTask } from './tasks.js';

/** A product's credits in typical tasks, by the tariff book an account is priced by. */
export interface ProductComparison {
  readonly product: Product;
  readonly allowance: Allowance;
  readonly tasks: readonly TaskCount[];
}

export type ComparisonAnswer =
  | { readonly type: 'compared'; readonly comparison: ProductComparison }
  | { readonly type: 'product_unknown' }
  | { readonly type: 'tariff_book_unknown' };

export interface ProductComparisons {
  compare(product: string, book: string): Promise<ComparisonAnswer>;
}

export interface ComparisonParts {
  readonly reader: JournalReader;
  readonly tasks: readonly TypicalTask[];
  readonly clock: () => Instant;
}

export function createProductComparisons({ reader, tasks, clock }: ComparisonParts): ProductComparisons {
  return {
    async compare(id, bookId) {
      const at = clock();
      const product = productInEffect(await foldStream(reader, productAggregate, id), at);
      if (product === undefined) return { type: 'product_unknown' };
      const book = await foldStream(reader, tariffBookAggregate, bookId);
      if (book.versions.length === 0) return { type: 'tariff_book_unknown' };
      const allowance = allowanceOf(product);
      const counted = tasksOfAllowance(allowance, tasks, book, at);
      return { type: 'compared', comparison: { product, allowance, tasks: counted } };
    },
  };
}

/** Of one term, or of one pack. */
function allowanceOf({ renewed, pack }: Product): Allowance {
  const scope = (renewed ?? pack)?.scope ?? { models: null, kinds: null, apps: null };
  return { amountMicro: renewed?.allowanceMicro ?? pack?.amountMicro ?? ZERO_CREDITS, scope };
}
