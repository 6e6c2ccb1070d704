import type { RecordedEvent } from '#libs/journal/contract.js';
import type { TariffBook, TariffPublished } from '#libs/catalog/contract.js';
import type { StoredTariffPin } from '#libs/ledger/contract.js';
import type { LedgerDomain } from '../../ports/ledger-domain.port.js';
import type { Findings } from '../findings.js';

/** The tariff books as they stood at a place of the journal: what was charged there knew no more. */
export class TariffBooks {
  private readonly books = new Map<string, TariffBook>();

  constructor(
    private readonly domain: Pick<LedgerDomain, 'tariffBook' | 'tariffHash'>,
    private readonly findings: Findings,
  ) {}

  /** A published tariff is what its hash says. */
  publish({ event, position }: RecordedEvent<TariffPublished>): void {
    const tariff = event.data;
    this.findings.count('tariffs');
    if (this.domain.tariffHash(tariff) !== tariff.hash) {
      const sentence = `Version ${tariff.version} of tariff book ${tariff.book} is not what its hash says.`;
      this.findings.fault({ kind: 'tariff_changed', sentence, firstPosition: position, lastPosition: position });
    }
    this.books.set(tariff.book, this.domain.tariffBook.evolve(this.of(tariff.book), event));
  }

  of(book: string): TariffBook {
    return this.books.get(book) ?? this.domain.tariffBook.initial;
  }

  /** What is wrong with a pin; `undefined`: it names a published version. */
  faultOf({ book, version, hash }: StoredTariffPin): string | undefined {
    const tariff = this.of(book).versions[version - 1];
    if (tariff === undefined) return `it pins version ${version} of tariff book ${book}, which was not published`;
    if (tariff.hash === hash) return undefined;
    return `it pins version ${version} of tariff book ${book} by another hash than it was published with`;
  }
}
