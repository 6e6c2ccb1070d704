import type { Kind, Sha256 } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName } from '#libs/journal/contract.js';
import { priceList, rateIn, type PriceList, type Rate, type TariffPublished } from '#libs/catalog/contract.js';
import type { UsageRow } from './usage-rows.js';

type Pin = Pick<UsageRow, 'book' | 'version'>;

/** Versions laid out for look-up; a book has a few in force at a time. */
const KEPT_VERSIONS = 64;

/** Rates and hashes of tariff versions, which are immutable, read from the catalogue's own streams. */
export class TariffRates {
  private readonly kept = new Map<string, PriceList>();

  constructor(private readonly reader: JournalReader) {}

  /** Every version that rows name, ready to be asked. */
  async of(rows: readonly Pin[]): Promise<RatesOfLines> {
    const lists = new Map<string, PriceList>();
    for (const row of rows) {
      const list = lists.get(keyOf(row)) ?? (await this.list(row));
      if (list !== undefined) lists.set(keyOf(row), list);
    }
    return new RatesOfLines(lists);
  }

  private async list(pin: Pin): Promise<PriceList | undefined> {
    const key = keyOf(pin);
    const list = this.kept.get(key) ?? (await this.read(pin));
    if (list === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, list);
    if (this.kept.size > KEPT_VERSIONS) this.kept.delete(this.kept.keys().next().value!);
    return list;
  }

  private async read({ book, version }: Pin): Promise<PriceList | undefined> {
    const [record] = await this.reader.stream<TariffPublished>(streamName('catalogue', book), version - 1, 1);
    return record?.event.data.version === version ? priceList(record.event.data) : undefined;
  }
}

export class RatesOfLines {
  constructor(private readonly lists: ReadonlyMap<string, PriceList>) {}

  hash(pin: Pin): Sha256 | null {
    return this.lists.get(keyOf(pin))?.tariff.hash ?? null;
  }

  rate({ model, tier, ...pin }: UsageRow, kind: Kind): Rate | undefined {
    const list = this.lists.get(keyOf(pin));
    return list && rateIn(list, { model, kind, tier });
  }
}

function keyOf({ book, version }: Pin): string {
  return `${book}/${version}`;
}
