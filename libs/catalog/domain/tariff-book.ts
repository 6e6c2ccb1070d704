import type { Decider } from '#libs/kernel/index.js';
import type { Aggregate } from '#libs/journal/contract.js';
import type { TariffCommand } from './commands.js';
import { decide } from './decide.js';
import type { TariffPublished } from './events.js';
import { evolve } from './evolve.js';
import type { TariffRejection } from './rejections.js';
import { EMPTY_BOOK, type TariffBook } from './state.js';

export const tariffBookDecider: Decider<TariffCommand, TariffBook, TariffPublished, TariffRejection> = {
  initial: EMPTY_BOOK,
  decide,
  evolve,
};

/** Stream `catalogue-<book>`. */
export const tariffBookAggregate: Aggregate<TariffBook, TariffPublished> = {
  category: 'catalogue',
  initial: EMPTY_BOOK,
  evolve,
};
