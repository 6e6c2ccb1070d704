import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { StreamDirectoryPort } from '#libs/journal/ports/stream-directory.port.js';
import { partnerContractAggregate } from '../domain/contracts/partner-contract.js';
import type { PartnerContractHistory } from '../domain/contracts/state.js';
import { tariffBookAggregate } from '../domain/tariff-book.js';
import type { Tariff } from '../domain/terms.js';
import { readHistory } from './read-history.js';

/** What a settlement asks of the catalogue: what suppliers and partners are paid. */
export interface SettlementCatalogue {
  /** All versions of a book, version n at n − 1. */
  tariffs(book: string): Promise<readonly Tariff[]>;
  /** Of every partner, by id. */
  contracts(): Promise<readonly PartnerContractHistory[]>;
}

const PARTNERS_AT_ONCE = 100;

export function createSettlementCatalogue(
  reader: Pick<JournalReader, 'stream'>,
  directory: StreamDirectoryPort,
): SettlementCatalogue {
  return {
    tariffs: async (book) => (await readHistory(reader, tariffBookAggregate, book)).versions,
    contracts: async () => {
      const histories: PartnerContractHistory[] = [];
      for (let after: string | undefined; ;) {
        const ids = await directory.ids(partnerContractAggregate.category, after, PARTNERS_AT_ONCE);
        for (const id of ids) histories.push(await readHistory(reader, partnerContractAggregate, id));
        if (ids.length < PARTNERS_AT_ONCE) return histories;
        after = ids.at(-1);
      }
    },
  };
}
