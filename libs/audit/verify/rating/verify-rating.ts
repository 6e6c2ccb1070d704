import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position, RecordedEvent } from '#libs/journal/contract.js';
import type { TariffPublished } from '#libs/catalog/contract.js';
import type { AccountEvent, UsageCharged, UsageCorrected } from '#libs/ledger/contract.js';
import type { LedgerDomain } from '../../ports/ledger-domain.port.js';
import type { Findings } from '../findings.js';
import type { PartContext } from '../part-context.js';
import { readJournal } from '../read-journal.js';
import { correctionFaults } from './correction-faults.js';
import { followsFrom, type PricedUsage } from './rate-again.js';
import { sumFaults } from './sum-faults.js';
import { TariffBooks } from './tariff-books.js';

export interface RatingCheck {
  readonly reader: JournalReader;
  readonly domain: Pick<LedgerDomain, 'tariffBook' | 'tariffHash'>;
  /** The last record that is looked at. */
  readonly head: Position;
}

/** Every debit and correction priced again from the tariff it pins, by the books as they stood when it was recorded. */
export async function verifyRating(
  { reader, domain, head }: RatingCheck,
  findings: Findings,
  { signal, onProgress }: PartContext,
): Promise<void> {
  const books = new TariffBooks(domain, findings);
  const reading = { reader, until: head, signal, onProgress: (done: Position) => onProgress(done, head) };
  for await (const piece of readJournal(reading)) {
    for (const record of piece) {
      if (isTariff(record)) books.publish(record);
      for (const fault of await faultsOf(record, books, reader, findings)) tell(record, fault, findings);
    }
  }
}

/** What is wrong with the price an event has; nothing for an event without one. */
async function faultsOf(
  record: RecordedEvent,
  books: TariffBooks,
  reader: JournalReader,
  findings: Findings,
): Promise<readonly string[]> {
  const event = record.event as AccountEvent;
  if (event.type === 'UsageCharged') {
    findings.count('debits');
    return chargeFaults(event, books);
  }
  if (event.type !== 'UsageCorrected') return [];
  findings.count('corrections');
  return correctionFaults(record as RecordedEvent<UsageCorrected>, books, reader);
}

function chargeFaults({ data }: UsageCharged, books: TariffBooks): readonly string[] {
  const { tariffs, components, usage } = data;
  const [pin] = tariffs;
  const pinFaults = tariffs.flatMap((tariff) => books.faultOf(tariff) ?? []);
  if (pinFaults.length > 0) return pinFaults;
  if (pin === undefined) return components.length === 0 ? sumFaults(data) : ['it has a price and pins no tariff'];
  const priced: PricedUsage = { ...usage, tariffs, components };
  const isRight = followsFrom(books.of(pin.book), priced);
  return [...(isRight ? [] : ['its components are not what the tariff it pins gives']), ...sumFaults(data)];
}

function tell({ event, stream, revision, position }: RecordedEvent, what: string, findings: Findings): void {
  findings.fault({
    kind: 'rating_differs',
    sentence: `${event.type} at ${stream}@${revision}: ${what}.`,
    firstPosition: position,
    lastPosition: position,
    account: stream.slice('account-'.length),
  });
}

function isTariff(record: RecordedEvent): record is RecordedEvent<TariffPublished> {
  return record.event.type === 'TariffPublished';
}
