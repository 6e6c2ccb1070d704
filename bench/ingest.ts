import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credits } from '#libs/kernel/index.js';
import { UNSCOPED } from '#libs/ledger/index.js';
import { openEmbeddedLedger, type EmbeddedLedger, type LedgerParts } from '#apps/standalone/embedded-ledger.js';
import { openReadSide } from '#apps/standalone/read-side.js';
import { Stopwatch } from './stopwatch.js';
import { accountId, encodedEvents, MODELS } from './workload.js';

export interface IngestOptions {
  readonly events: number;
  readonly accounts: number;
  readonly seed: number;
  /** Records handed to the intake at once, as a fetch from Kafka does. */
  readonly batch: number;
}

/** One run. Times are microseconds per event; `…Cpu…` are of the operating system's accounting. */
export interface IngestResult {
  readonly acceptedPerSecond: number;
  readonly drainedPerSecond: number;
  readonly cpuMicros: number;
  readonly writerCpuMicros: number;
  readonly stageMicros: Readonly<Record<string, number>>;
  readonly ledgerBytesPerEvent: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const CLOUD_EVENT = [['content-type', 'application/cloudevents+json']] as const;

/** Encoded events in memory → all stages → durable append → all projections drained. */
export async function runIngest(options: IngestOptions): Promise<IngestResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'token-ledger-bench-'));
  const stopwatch = new Stopwatch();
  const ledger = await openEmbeddedLedger({ dataDir, wrap: (parts) => timed(parts, stopwatch) });
  const readSide = await openReadSide(ledger, dataDir, 'thread');
  try {
    const now = Date.now();
    await setUp(ledger, options.accounts, now);
    await readSide.progress.waitFor(await ledger.eventStore.head(), 10 * 60_000);
    const events = [...encodedEvents({ ...options, now })];
    stopwatch.reset();
    return await measure(ledger, readSide, stopwatch, { ...options, encoded: events, now });
  } finally {
    await readSide.close();
    await ledger.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(
  ledger: EmbeddedLedger,
  readSide: Awaited<ReturnType<typeof openReadSide>>,
  stopwatch: Stopwatch,
  { encoded, batch, now }: IngestOptions & { readonly encoded: readonly Uint8Array[]; readonly now: number },
): Promise<IngestResult> {
  const bytesBefore = await storedBytes(ledger);
  const started = performance.now();
  const cpu = process.cpuUsage();
  const thread = process.threadCpuUsage();
  for (let first = 0; first < encoded.length; first += batch) {
    const records = encoded
      .slice(first, first + batch)
      .map((bytes, at) => ({ bytes, headers: CLOUD_EVENT, offset: first + at, receivedAt: now }));
    const producer = { actor: 'bench', sources: ['gateway/*'] };
    const { outcomes } = await ledger.intake.intake({ source: 'bench#1', producer, records });
    if (outcomes.some(({ type }) => type !== 'charged')) throw new Error('every event of the workload is charged');
  }
  const acceptedMs = performance.now() - started;
  const writer = process.threadCpuUsage(thread);
  await readSide.progress.waitFor(await ledger.eventStore.head(), 10 * 60_000);
  const drainedMs = performance.now() - started;
  const total = process.cpuUsage(cpu);
  const perEvent = (value: number): number => value / encoded.length;
  return {
    acceptedPerSecond: (encoded.length / acceptedMs) * 1_000,
    drainedPerSecond: (encoded.length / drainedMs) * 1_000,
    cpuMicros: perEvent(total.user + total.system),
    writerCpuMicros: perEvent(writer.user + writer.system),
    stageMicros: Object.fromEntries([...stopwatch.parts()].map(([part, ms]) => [part, perEvent(ms * 1_000)])),
    ledgerBytesPerEvent: perEvent((await storedBytes(ledger)) - bytesBefore),
  };
}

/** Bytes of record bodies; the index and page overhead come on top. */
async function storedBytes({ eventStore }: EmbeddedLedger): Promise<number> {
  const newest = await eventStore.readAll(Math.max(0, (await eventStore.head()) - 1_000), 1_000);
  const mean = newest.reduce((sum, { body }) => sum + body.length, 0) / Math.max(1, newest.length);
  return mean * (await eventStore.head());
}

function timed({ eventStore, keyIndex, codec, meter }: LedgerParts, stopwatch: Stopwatch): LedgerParts {
  return {
    meter: { ...meter, meter: (record) => stopwatch.time('1 metering', () => meter.meter(record)) },
    keyIndex: { lookup: (...asked) => stopwatch.time('3 key look-up', () => keyIndex.lookup(...asked)) },
    codec: { ...codec, encode: (event) => stopwatch.time('3 encode', () => codec.encode(event)) },
    eventStore: {
      ledgerId: eventStore.ledgerId,
      append: (...appended) => stopwatch.time('4 durable append', () => eventStore.append(...appended)),
      readStream: (...asked) => eventStore.readStream(...asked),
      readAll: (...asked) => eventStore.readAll(...asked),
      head: () => eventStore.head(),
      subscribe: (...asked) => eventStore.subscribe(...asked),
    },
  };
}

async function setUp(ledger: EmbeddedLedger, accounts: number, now: number): Promise<void> {
  const origin = (idempotencyKey: string) => ({ client: 'bench', idempotencyKey, receivedAt: now });
  const rates = MODELS.flatMap((target) =>
    (['input', 'cache_read', 'output'] as const).map((kind) => ({
      target,
      kind,
      tier: 'standard' as const,
      creditsMicro: credits(1_500_000n),
      per: 1,
    })),
  );
  const effectiveFrom = now - 2 * DAY_MS;
  await ledger.tariffs.publish(
    { type: 'PublishTariff', book: 'standard', mode: 'full', effectiveFrom, families: [], rates, promotions: [] },
    origin('tariff'),
  );
  for (let first = 0; first < accounts; first += 1_000) {
    const ids = Array.from({ length: Math.min(1_000, accounts - first) }, (_, at) => accountId(first + at));
    await Promise.all(ids.map((account) => openAccount(ledger, account, effectiveFrom, origin)));
  }
}

async function openAccount(
  { accounts }: EmbeddedLedger,
  account: string,
  openedAt: number,
  origin: (key: string) => { client: string; idempotencyKey: string; receivedAt: number },
): Promise<void> {
  await accounts.execute(
    {
      type: 'OpenAccount',
      account,
      kind: 'individual',
      openedAt,
      currency: 'CNY',
      zone: 'Asia/Shanghai',
      billingDay: 1,
      tariffBook: 'standard',
      alertRules: { percents: [50, 80, 100], floorsMicro: [] },
      members: [],
    },
    origin(`open-${account}`),
  );
  const amountMicro = credits(10_000_000_000_000n);
  await accounts.execute(
    { type: 'GrantCredits', account, source: 'top_up', amountMicro, scope: UNSCOPED },
    origin(`grant-${account}`),
  );
}
