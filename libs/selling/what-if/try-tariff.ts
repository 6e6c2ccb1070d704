import type { HashText, Instant } from '#libs/kernel/index.js';
import {
  draftBook,
  tariffBookAggregate,
  type TariffBook,
  type TariffTrial,
  type TariffTrials,
  type TrialReport,
} from '#libs/catalog/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type RecordedEvent } from '#libs/journal/contract.js';
import { accountAggregate, type AccountEvent, type UsageCharged } from '#libs/ledger/index.js';
import { rate } from '#libs/rating/index.js';
import { foldStream } from '../application/fold-stream.js';
import { allRecords, recordsOf } from '../application/records.js';
import { MarginSums } from './margin-sums.js';
import { TrialSums } from './trial-sums.js';

export interface TrialParts {
  readonly reader: JournalReader;
  readonly sha256: HashText;
  readonly clock: () => Instant;
}

/** Rates usage that was charged once more, by a draft, and tells the difference. Nothing is recorded. */
export function createTariffTrials({ reader, sha256, clock }: TrialParts): TariffTrials {
  return {
    async try(trial) {
      const { draft, from } = trial;
      const book = await foldStream(reader, tariffBookAggregate, draft.book);
      const drafted = draftBook(draft, book, from, { now: clock(), sha256 });
      if (drafted.type === 'rejected') return drafted;
      return { type: 'tried', report: await reportOf(reader, trial, drafted.book) };
    },
  };
}

async function reportOf(reader: JournalReader, trial: TariffTrial, book: TariffBook): Promise<TrialReport> {
  const sums = new TrialSums();
  const books = new Map<string, TariffBook>();
  const margins = new MarginSums((name, version) => books.get(name)?.versions[version - 1]);
  for await (const { event } of recordsToTry(reader, trial)) {
    if (event.type === 'CreditsGranted') margins.granted(event.data);
    if (event.type !== 'UsageCharged' || !isMeant(event, trial)) continue;
    for (const { book: name } of event.data.tariffs) {
      if (!books.has(name)) books.set(name, await foldStream(reader, tariffBookAggregate, name));
    }
    const rating = ratedBy(event, book);
    sums.add(event, rating);
    if (rating.type === 'rated') margins.add(event.data, rating.rated, (_, version) => book.versions[version - 1]);
  }
  return sums.report(margins.report());
}

function recordsToTry(reader: JournalReader, { account }: TariffTrial): AsyncIterable<RecordedEvent<AccountEvent>> {
  if (account !== undefined) return recordsOf<AccountEvent>(reader, streamName(accountAggregate.category, account));
  return allRecords(reader) as AsyncIterable<RecordedEvent<AccountEvent>>;
}

function isMeant({ data: { usage, tariffs } }: UsageCharged, { draft, from, until, account }: TariffTrial): boolean {
  if (usage.occurredAt < from || usage.occurredAt >= until) return false;
  return account !== undefined || tariffs.some(({ book }) => book === draft.book);
}

function ratedBy({ data: { usage, components } }: UsageCharged, book: TariffBook): ReturnType<typeof rate> {
  const { model, tier, app, occurredAt } = usage;
  const quantities = components.map(({ kind, quantity }) => ({ kind, quantity }));
  return rate({ model, tier, app: app ?? undefined, occurredAt, quantities }, book);
}
