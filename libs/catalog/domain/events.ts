import type { DomainEvent } from '#libs/journal/contract.js';
import type { Tariff } from './terms.js';

/** The stored format: add, never change. Stream `catalogue-<book>`. */
export type TariffPublished = DomainEvent<'TariffPublished', Tariff>;
