import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Tariff } from '#libs/catalog/contract.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { UsageCharged, UsageCorrected } from '#libs/ledger/contract.js';
import { publish, rate } from '../../../../test/support/catalog/samples.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { tampered, verifyJournalOf } from '../../../../test/support/audit/verifying.js';
import { DAY, NOW, record, Workbench } from '../../../../test/integration/pipeline/workbench.js';
import type { PartReport } from '../report.js';

let bench: Workbench;
let records: readonly RecordedEvent[];

beforeEach(async () => {
  bench = await new Workbench().open();
  await bench.price('m');
  const rates = [rate('m', { creditsMicro: micro(3) })];
  await bench.ledger.tariffs.publish(publish({ mode: 'full', effectiveFrom: NOW + DAY, rates }), origin('version-2'));
  await bench.openAccount('a');
  await bench.grant('a', 100);
  const charged = await bench.feed(
    0,
    { id: 'u-1', model: 'm', input: 7 },
    { id: 'u-2', model: 'm', input: 5 },
    { id: 'u-0', model: 'm', input: 0 },
  );
  expect(charged).toEqual(['charged', 'charged', 'charged']);
  await correct('u-1', { version: 2 });
  await correct('u-1');
  bench.now = NOW + 2 * DAY;
  await bench.intake([record(3, { id: 'u-3', input: 2, occurredAt: bench.now }, bench.now)]);
  records = await bench.ledger.reader.all(0, 10_000);
});

afterEach(() => bench.remove());

function origin(idempotencyKey: string) {
  return { client: 'operator', idempotencyKey, receivedAt: bench.now };
}

/** To the price of a version; without one a reversal. */
async function correct(id: string, rerate?: { readonly version: number }): Promise<void> {
  const last = (await bench.records('a')).findLast(({ event }) =>
    event.type === 'UsageCharged'
      ? event.data.usage.id === id
      : event.type === 'UsageCorrected' && event.data.id === id,
  );
  const key = { source: 'gateway', id };
  const revision = last!.revision;
  const command = { type: 'Correct', account: 'a', key, revision, fault: 'operator', reason: 'wrong price' } as const;
  const answer = await bench.ledger.corrections.correct(
    { ...command, ...(rerate && { rerate }) },
    origin(`${id}@${revision}`),
  );
  expect(answer.type).toBe('accepted');
}

async function rating(reader: JournalReader): Promise<PartReport> {
  const { parts } = await verifyJournalOf(reader, { only: ['rating'] });
  return parts[0]!;
}

type DataOf<Event extends { readonly data: unknown }> = Event['data'];

/** The rating of the same journal with one event's data changed by hand. */
function withChanged<Data>(type: string, nth: number, change: (data: Data) => Partial<Data>): Promise<PartReport> {
  const target = records.filter(({ event }) => event.type === type)[nth]!;
  const reader = tampered({ records }, (one) => {
    if (one.position !== target.position) return one;
    const data = one.event.data as Data;
    return { ...one, event: { ...one.event, data: { ...data, ...change(data) } } };
  });
  return rating(reader);
}

const changedCharge = (nth: number, change: (data: DataOf<UsageCharged>) => Partial<DataOf<UsageCharged>>) =>
  withChanged<DataOf<UsageCharged>>('UsageCharged', nth, change);
const changedCorrection = (nth: number, change: (data: DataOf<UsageCorrected>) => Partial<DataOf<UsageCorrected>>) =>
  withChanged<DataOf<UsageCorrected>>('UsageCorrected', nth, change);

const sentences = ({ faults }: PartReport): string => faults.map(({ sentence }) => sentence).join(' ');

describe('every debit rated again from the tariff it pins (rules 2, 30)', () => {
  it('comes to the same: debits, calls at zero, re-rates by a named version and reversals', async () => {
    expect(await rating(bench.ledger.reader)).toMatchObject({
      verdict: 'ok',
      faults: [],
      checked: { debits: 4, corrections: 2, tariffs: 2 },
    });
  });

  it('names a debit whose amount is not what its tariff gives', async () => {
    const report = await changedCharge(1, ({ components, allocations }) => ({
      components: components.map((component) => ({ ...component, amountMicro: micro(6) })),
      allocations: allocations.map((allocation) => ({ ...allocation, amountMicro: micro(6) })),
      totalMicro: micro(6),
    }));
    expect(report).toMatchObject({
      verdict: 'faults',
      faultCount: 1,
      faults: [{ kind: 'rating_differs', account: 'a' }],
    });
    expect(sentences(report)).toMatch(
      /^UsageCharged at account-a@\d+: its components are not what the tariff it pins gives/,
    );
  });

  it('names a debit that says another rate or promotion of the tariff gave its amount', async () => {
    for (const other of [{ rate: 1 }, { promotion: 0 }]) {
      const report = await changedCharge(1, ({ components }) => ({
        components: components.map((component) => ({ ...component, ...other })),
      }));
      expect(sentences(report)).toContain('its components are not what the tariff it pins gives');
    }
  });

  it('names a debit that pins a version that was never published, was another, or was not in force yet', async () => {
    const pinned = (change: object) =>
      changedCharge(1, ({ tariffs }) => ({ tariffs: tariffs.map((pin) => ({ ...pin, ...change })) }));
    expect(sentences(await pinned({ version: 9 }))).toContain(
      'version 9 of tariff book standard, which was not published',
    );
    expect(sentences(await pinned({ hash: 'cd'.repeat(32) }))).toContain('by another hash than it was published with');
    const second = records.filter(({ event }) => event.type === 'TariffPublished')[1]!.event.data as Tariff;
    const { version, hash } = second;
    expect(sentences(await pinned({ version, hash }))).toContain(
      'its components are not what the tariff it pins gives',
    );
  });

  it('names a published tariff that is not what its hash says', async () => {
    const report = await withChanged<Tariff>('TariffPublished', 0, ({ rates }) => ({
      rates: rates.map((one) => ({ ...one, creditsMicro: micro(2) })),
    }));
    expect(report.faults[0]).toMatchObject({ kind: 'tariff_changed' });
    expect(report.faultCount).toBe(3);
  });

  it('names a total that is not the sum, and a component that is not paid whole (rule 17)', async () => {
    expect(sentences(await changedCharge(0, () => ({ totalMicro: micro(8) })))).toContain(
      'sum to 7 micro-credits, not to 8',
    );
    expect(sentences(await changedCharge(0, () => ({ allocations: [] })))).toContain('who pays for its input does not');
  });

  it('names a correction that does not take the place of the fact before it (rule 27)', async () => {
    const replaced = await changedCorrection(1, () => ({ replaced: { tariffs: [], components: [] } }));
    expect(sentences(replaced)).toContain('the price it says it replaces is not the one before it');
    expect(sentences(await changedCorrection(0, () => ({ deltaMicro: micro(1) })))).toContain('not that of the totals');
    expect(sentences(await changedCorrection(0, () => ({ chargedRevision: 0 })))).toContain(
      'no debit is at revision 0',
    );
    expect(sentences(await changedCorrection(0, () => ({ correctedRevision: 0 })))).toContain(
      'no fact about its usage',
    );
  });

  it('names a correction to a price no version gives, or for other quantities (rule 29)', async () => {
    const priced = (change: object) =>
      changedCorrection(0, ({ components }) => ({ components: components.map((one) => ({ ...one, ...change })) }));
    expect(sentences(await priced({ amountMicro: micro(20) }))).toContain('not what the tariff it pins gives');
    expect(sentences(await priced({ quantity: 8 }))).toContain('it prices other quantities than the usage counted');
  });

  it('names a correction that leaves out what the usage counted, so that it costs less', async () => {
    const report = await changedCorrection(0, ({ deltaMicro, totalMicro }) => ({
      components: [],
      allocations: [],
      totalMicro: micro(0),
      deltaMicro: micro(Number(deltaMicro - totalMicro)),
    }));
    expect(sentences(report)).toContain('it prices other quantities than the usage counted');
  });

  it('names a correction to an amount that no tariff is pinned for', async () => {
    expect(sentences(await changedCorrection(0, () => ({ tariffs: [] })))).toContain('has a price and pins no tariff');
  });
});
