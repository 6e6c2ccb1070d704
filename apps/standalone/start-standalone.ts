import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AccessStore, ApiClients, type AccessSchema } from '#libs/platform/auth/index.js';
import { SourceWatermarks } from '#libs/pipeline/index.js';
import type { Config } from '#libs/platform/config/index.js';
import { startKafkaIntake, type KafkaIntake } from '#libs/platform/kafka/index.js';
import { createLogger } from '#libs/platform/logging/index.js';
import { Metrics } from '#libs/platform/metrics/index.js';
import { openKysely } from '#libs/platform/sqlite/kysely/open-database.js';
import { readTypicalTasks } from '#libs/selling/adapters/file/typical-tasks-file.js';
import { openAuditSide, type AuditSide } from './audit/audit-side.js';
import { catalogueFile } from './catalogue-folder.js';
import { openDeliverySide, type DeliverySide } from './delivery-side.js';
import { startDueWork } from './due-work.js';
import { openEmbeddedLedger, type EmbeddedLedger } from './embedded-ledger.js';
import { healthChecks } from './health-checks.js';
import { startHousekeeping } from './housekeeping.js';
import { createHttpApp } from './http-app.js';
import { openReadSide, type ProjectorPlace, type ReadSide } from './read-side.js';
import { currentProducers } from './producers.js';
import { Shutdown } from './shutdown.js';

export interface Standalone {
  /** Where the API listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The first admin key, if this start made it: it cannot be shown again. */
  readonly adminKey?: string;
  readonly app: NestFastifyApplication;
  readonly ledger: EmbeddedLedger;
  readonly readSide: ReadSide;
  readonly deliverySide: DeliverySide;
  readonly logger: Logger;
  /** Rejects when a part ended by itself: the process is then of no use and should be stopped. */
  readonly failed: Promise<never>;
  /** Stops everything in order: what takes in first, what stores last. */
  close(): Promise<void>;
}

export interface StandaloneOptions {
  /** With sources that work that takes waits for, besides those of the configuration (rule 15). */
  readonly watermarks?: SourceWatermarks;
  readonly projector?: ProjectorPlace;
  readonly logger?: Logger;
}

const SECOND_MS = 1_000;
const HOUR_MS = 60 * 60 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
const KAFKA_NOT_STARTED = 'kafka:not-started';
const ACCESS_FILE = 'access.db';

/**
 * The whole ledger in one process, on embedded stores in `config.dataDir`.
 * @throws LedgerLocked when another process uses the folder; what was started is stopped again after any fault
 */
export async function startStandalone(config: Config, options: StandaloneOptions = {}): Promise<Standalone> {
  const shutdown = new Shutdown();
  try {
    return await start(config, options, shutdown);
  } catch (fault) {
    await shutdown.run();
    throw fault;
  }
}

async function start(config: Config, options: StandaloneOptions, shutdown: Shutdown): Promise<Standalone> {
  const { dataDir } = config;
  const logger = options.logger ?? createLogger(config.logLevel);
  mkdirSync(dataDir, { recursive: true });
  const watermarks = options.watermarks ?? new SourceWatermarks();
  // Until the topic itself is waited for: nothing may be taken before what is in it has been read (rule 15).
  if (config.kafka !== undefined) watermarks.register(KAFKA_NOT_STARTED);
  const ledger = await openEmbeddedLedger({
    dataDir,
    lateHorizonMs: config.lateHorizonDays * DAY_MS,
    closeGraceMs: config.closeGraceHours * HOUR_MS,
    watermarks,
  });
  shutdown.add('the ledger', () => ledger.close());
  const housekeeping = startHousekeeping(ledger.intakeRecords, logger);
  shutdown.add('the housekeeping', () => housekeeping.stop());
  const readSide = await openReadSide(ledger, dataDir, options.projector ?? 'thread');
  shutdown.add('the projector', () => readSide.close());
  const deliverySide = await openDeliverySide({ config, ledger, readSide, logger });
  shutdown.add('the feeds', () => deliverySide.close());
  const auditSide = openAuditSide({ dataDir, readSide, place: options.projector ?? 'thread', logger });
  shutdown.add('the audit', () => auditSide.close());
  const access = await AccessStore.open(openKysely<AccessSchema>(join(dataDir, ACCESS_FILE)));
  shutdown.add('the API keys', () => access.close());
  const clients = new ApiClients(access, Date.now);
  const admin = await clients.bootstrapAdmin(config.adminKey);
  const { app, startKafka } = await createApi({
    config,
    ledger,
    readSide,
    deliverySide,
    auditSide,
    watermarks,
    clients,
    logger,
  });
  shutdown.add('the API', () => app.close());
  await app.listen(config.port, config.host);
  const kafka = await startKafka();
  if (kafka !== undefined) shutdown.add('the Kafka intake', () => kafka.stop());
  watermarks.forget(KAFKA_NOT_STARTED);
  const dueWork = startDueWork({
    everyMs: config.dueWorkSeconds * SECOND_MS,
    work: ledger.dueWork(readSide.models.timers),
    logger,
  });
  shutdown.add('the due work', () => dueWork.stop());
  return {
    url: (await app.getUrl()).replace('[::1]', 'localhost'),
    ...(admin === undefined || config.adminKey !== undefined ? {} : { adminKey: admin.apiKey }),
    app,
    ledger,
    readSide,
    deliverySide,
    logger,
    failed: Promise.race([ledger.failed, readSide.stopped.then(() => new Promise<never>(() => undefined))]),
    close: () => shutdown.run(),
  };
}

interface ApiParts {
  readonly config: Config;
  readonly ledger: EmbeddedLedger;
  readonly readSide: ReadSide;
  readonly deliverySide: DeliverySide;
  readonly auditSide: AuditSide;
  readonly watermarks: SourceWatermarks;
  readonly clients: ApiClients;
  readonly logger: Logger;
}

/** The API knows how the Kafka intake is before there is one: health and metrics ask it as it starts. */
async function createApi({
  config,
  ledger,
  readSide,
  deliverySide,
  auditSide,
  watermarks: marks,
  clients,
  logger,
}: ApiParts) {
  let kafka: KafkaIntake | undefined;
  const { kafka: kafkaConfig, metricsPublic } = config;
  const { intake, intakeRecords } = ledger;
  const metrics = new Metrics({
    lag: () => readSide.lag(),
    totals: () => intakeRecords.totals(),
    kafkaLag: () => kafka?.lag(),
    webhooks: () => deliverySide.webhooks.figures(),
  });
  const kafkaProblem = () => (kafka === undefined ? 'not started yet' : kafka.problem());
  const checks = healthChecks({ ledger, readSide, deliverySide }, kafkaConfig && kafkaProblem);
  const tasks = await readTypicalTasks(catalogueFile('tasks', 'typical-tasks.json'));
  const parts = { ledger, readSide, deliverySide, auditSide, clients, metrics, metricsPublic, checks, tasks, logger };
  const app = await createHttpApp({ ...parts, producers: currentProducers(clients, kafkaConfig) });
  const startKafka = async (): Promise<KafkaIntake | undefined> => {
    if (kafkaConfig === undefined) return undefined;
    const options = { config: kafkaConfig, intake, intakeRecords, marks, logger, metrics: metrics.kafka };
    kafka = await startKafkaIntake(options);
    return kafka;
  };
  return { app, startKafka };
}
