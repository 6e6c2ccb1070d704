import type { DomainEvent } from '#libs/journal/contract.js';
import type { Product } from './terms.js';

/** The stored format: add, never change. Stream `product-<product>`. */
export type ProductPublished = DomainEvent<'ProductPublished', Product>;
