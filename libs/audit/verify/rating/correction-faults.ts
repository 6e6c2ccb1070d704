import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent, Revision, StreamName } from '#libs/journal/contract.js';
import type { AccountEvent, UsageCharged, UsageCorrected } from '#libs/ledger/contract.js';
import { followsFromOneOf, isSamePrice } from './rate-again.js';
import { sumFaults } from './sum-faults.js';
import type { TariffBooks } from './tariff-books.js';

/** What is wrong with a correction's price. Reads the debit and the fact it takes the place of: corrections are few. */
export async function correctionFaults(
  { stream, event: { data } }: RecordedEvent<UsageCorrected>,
  books: TariffBooks,
  reader: JournalReader,
): Promise<readonly string[]> {
  const charged = await eventAt(reader, stream, data.chargedRevision);
  const replaced = await eventAt(reader, stream, data.correctedRevision);
  if (charged?.type !== 'UsageCharged') return [`no debit is at revision ${data.chargedRevision}`];
  if (!isFactAbout(replaced, charged)) return [`no fact about its usage is at revision ${data.correctedRevision}`];
  const before = replaced.data;
  return [
    ...(isSamePrice(before, data.replaced) ? [] : ['the price it says it replaces is not the one before it']),
    ...(before.totalMicro + data.deltaMicro === data.totalMicro ? [] : ['its difference is not that of the totals']),
    ...priceFaults(data, charged, books),
    ...sumFaults(data),
  ];
}

function priceFaults(
  { tariffs, components }: UsageCorrected['data'],
  { data: charged }: UsageCharged,
  books: TariffBooks,
): readonly string[] {
  const pinFaults = tariffs.flatMap((tariff) => books.faultOf(tariff) ?? []);
  const [pin] = tariffs;
  if (pinFaults.length > 0) return pinFaults;
  // Without a pin it is a reversal: net zero (rule 27).
  if (pin === undefined) return components.length === 0 ? [] : ['it has a price and pins no tariff'];
  const counted = charged.components;
  const isAsCounted =
    components.length === counted.length &&
    components.every(({ kind, quantity }, at) => kind === counted[at]?.kind && quantity === counted[at].quantity);
  if (!isAsCounted) return ['it prices other quantities than the usage counted'];
  const isRight = followsFromOneOf(books.of(pin.book), { ...charged.usage, tariffs, components });
  return isRight ? [] : ['its components are not what the tariff it pins gives'];
}

function isFactAbout(
  event: AccountEvent | undefined,
  { data: { usage } }: UsageCharged,
): event is UsageCharged | UsageCorrected {
  if (event?.type === 'UsageCorrected') return event.data.source === usage.source && event.data.id === usage.id;
  return event?.type === 'UsageCharged' && event.data.usage.source === usage.source && event.data.usage.id === usage.id;
}

async function eventAt(
  reader: JournalReader,
  stream: StreamName,
  revision: Revision,
): Promise<AccountEvent | undefined> {
  const [record] = await reader.stream<AccountEvent>(stream, revision, 1);
  return record?.event;
}
