import { accept, reject } from '#libs/kernel/index.js';
import type { Decision } from '#libs/kernel/index.js';
import type { TariffCommand } from './commands.js';
import { tariffHash } from './content-hash.js';
import type { TariffPublished } from './events.js';
import { modelsOf, slotOf } from './price-list.js';
import type { TariffRejection } from './rejections.js';
import { unsoundness } from './soundness.js';
import { isEverPriced, type TariffBook } from './state.js';
import type { Tariff } from './terms.js';

export type TariffDecision = Decision<TariffPublished, TariffRejection>;

/** Order of checks: impossible input, then the book. */
export function decide(command: TariffCommand, book: TariffBook): TariffDecision {
  const { context, mode, families, rates, promotions } = command;
  const rejection = unsoundness(command) ?? alteration(command, book);
  if (rejection !== undefined) return reject(rejection);
  const tariff: Omit<Tariff, 'hash'> = {
    book: command.book,
    version: book.versions.length + 1,
    mode,
    effectiveFrom: command.effectiveFrom ?? context.now,
    families,
    rates,
    promotions,
  };
  return accept<TariffPublished>({
    type: 'TariffPublished',
    data: { ...tariff, hash: tariffHash(tariff, context.sha256) },
  });
}

/** What the publication would alter of the prices already given (rule 30). */
function alteration(command: TariffCommand, book: TariffBook): TariffRejection | undefined {
  if (command.mode === 'addition') return firstPricedPair(command, book);
  const { now } = command.context;
  const effectiveFrom = command.effectiveFrom ?? now;
  if (effectiveFrom >= now || book.versions.length === 0) return undefined;
  return { code: 'effective_in_past', effectiveFrom, now };
}

function firstPricedPair({ rates, families }: TariffCommand, book: TariffBook): TariffRejection | undefined {
  for (const [ordinal, { target, kind, tier }] of rates.entries()) {
    const slot = slotOf(kind, tier);
    const model = modelsOf(target, families).find((name) => isEverPriced(book, name, slot));
    if (model !== undefined) return { code: 'pair_already_priced', ordinal, model, kind, tier };
  }
  return undefined;
}
