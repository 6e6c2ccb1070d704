import type { PartnerContractHistory, SettlementCatalogue, Tariff } from '#libs/catalog/contract.js';
import type { Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { deferredLines, flowLines, revenueLines } from './credit-lines.js';
import { modelMargins, productMargins } from './margins.js';
import { partnerLines } from './partner-lines.js';
import type { SettlementFigures, SettlementQueries } from './settlement-figures.js';
import { boundsOfMonth } from './settlement-month.js';
import type { CreditMovementLine, Settlement, Settlements } from './settlement-view.js';
import { supplierLines, supplierTotals, type TariffsByBook } from './supplier-lines.js';

export interface SettlementParts {
  readonly figures: SettlementQueries;
  readonly catalogue: SettlementCatalogue;
  readonly reader: Pick<JournalReader, 'head'>;
  readonly clock: () => Instant;
}

/** A commit stamps its records as it begins: the last of a month may be stored when the next has begun. */
const STORED_WITHIN_MS = 60_000;

/** Puts prices, costs and contracts, as they were published, to what the month's events say. */
export function createSettlements({ figures: queries, catalogue, reader, clock }: SettlementParts): Settlements {
  return {
    async settlement(month) {
      // In this order: what is recorded in between makes an open month, never a wrongly closed one.
      const now = clock();
      const head = await reader.head();
      const figures = await queries.figures(month);
      const tariffs = await tariffsOf(figures, catalogue);
      const isOver = now >= boundsOfMonth(month).endsAt + STORED_WITHIN_MS;
      const state = isOver && figures.position >= head ? 'closed' : 'open';
      return settlementOf(figures, state, tariffs, await catalogue.contracts());
    },
  };
}

async function tariffsOf({ usage }: SettlementFigures, catalogue: SettlementCatalogue): Promise<TariffsByBook> {
  const tariffs = new Map<string, readonly Tariff[]>();
  for (const book of new Set(usage.map((row) => row.book))) tariffs.set(book, await catalogue.tariffs(book));
  return tariffs;
}

const MOVEMENTS: readonly CreditMovementLine['type'][] = [
  'given',
  'transferred',
  'upgraded',
  'refunded',
  'adjusted_down',
];

function settlementOf(
  figures: SettlementFigures,
  state: Settlement['state'],
  tariffs: TariffsByBook,
  contracts: readonly PartnerContractHistory[],
): Settlement {
  const { month, position, usage } = figures;
  const { startsAt, endsAt } = boundsOfMonth(month);
  const suppliers = supplierLines(usage, tariffs);
  const revenue = revenueLines(figures);
  const breakage = flowLines(figures, ['expired', 'forfeited']).map(({ flow: cause, ...line }) => ({ cause, ...line }));
  return {
    month,
    startsAt,
    endsAt,
    state,
    position,
    suppliers,
    supplierTotals: supplierTotals(suppliers),
    revenue,
    breakage,
    partners: partnerLines(figures, contracts, startsAt),
    models: modelMargins(revenue, suppliers),
    products: productMargins(revenue, breakage, usage, tariffs),
    movements: flowLines(figures, MOVEMENTS).map(({ flow: type, ...line }) => ({ type, ...line })),
    deferred: deferredLines(figures),
  };
}
