import { join } from 'node:path';
import {
  createPartnerContractCommands,
  createProductCommands,
  createTariffCommands,
  partnerContractAggregate,
  productAggregate,
  tariffBookAggregate,
  type PartnerContractCommands,
  type ProductCommands,
  type TariffCommands,
  type TariffTrials,
} from '#libs/catalog/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { QueuedJournalWriter } from '#libs/journal/application/queued-writer.js';
import { StoreJournalReader } from '#libs/journal/application/store-journal-reader.js';
import type { AnyAggregate } from '#libs/journal/application/stream-loader.js';
import type { EventCodec } from '#libs/journal/codec.js';
import type { EventStorePort } from '#libs/journal/ports/event-store.port.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import type { SourceProofsPort } from '#libs/journal/ports/source-proofs.port.js';
import type { KeyIndexPort } from '#libs/journal/ports/key-index.port.js';
import type { StreamDirectoryPort } from '#libs/journal/ports/stream-directory.port.js';
import type { Instant } from '#libs/kernel/index.js';
import {
  accountAggregate,
  createAccountCommands,
  createTransferCommands,
  DueWorkRunner,
  type AccountCommands,
  type DueAccountsPort,
  type TransferCommands,
} from '#libs/ledger/index.js';
import { createMeter, type Meter } from '#libs/metering/index.js';
import {
  createCorrectionCommands,
  createIntakeReplays,
  createReservationCommands,
  HeldReleaser,
  OUTPUT_MAXIMUM_DEFAULT,
  PipelineUsageIntake,
  SourceWatermarks,
  type CorrectionCommands,
  type IntakeReplays,
  type Producers,
  type ReservationCommands,
  type UsageIntake,
} from '#libs/pipeline/index.js';
import { createSellingCommands, createTariffTrials, type SellingCommands } from '#libs/selling/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { openWritableJournal } from '#libs/platform/sqlite/journal/index.js';
import { createLedgerCodec } from './ledger-codec.js';

/** The write side on one machine: ledger.db and everything that decides. */
export interface EmbeddedLedger {
  readonly eventStore: EventStorePort;
  readonly reader: JournalReader;
  readonly intakeRecords: IntakeRecordsPort;
  readonly sourceProofs: SourceProofsPort;
  readonly streamDirectory: StreamDirectoryPort;
  readonly accounts: AccountCommands;
  readonly transfers: TransferCommands;
  readonly selling: SellingCommands;
  readonly tariffs: TariffCommands;
  readonly products: ProductCommands;
  readonly partnerContracts: PartnerContractCommands;
  readonly tariffTrials: TariffTrials;
  readonly reservations: ReservationCommands;
  readonly corrections: CorrectionCommands;
  readonly intake: UsageIntake;
  /** Tries rejected and held usage again, for producers that may send what they may send today (rule 8). */
  replays(producers: Producers): IntakeReplays;
  /** Does what has fallen due on the accounts that are named (rule 15). */
  dueWork(dueAccounts: DueAccountsPort): DueWorkRunner;
  /** Resolves when every release of held usage that was due so far has ended. */
  heldSettled(): Promise<void>;
  /** Rejects when the ledger cannot be written any more: stop the process, and look at its disk. */
  readonly failed: Promise<never>;
  /** Finishes what was submitted, then closes the journal and gives the lock back. */
  close(): Promise<void>;
}

export interface EmbeddedLedgerOptions {
  readonly dataDir: string;
  readonly clock?: () => Instant;
  /** How long before its receipt a usage may have happened (rule 13). */
  readonly lateHorizonMs?: number;
  /** How long after its end a period is sealed and an expired grant's rest is taken (rules 13, 14). */
  readonly closeGraceMs?: number;
  /** Sources with a backlog, which work that takes waits for (rule 15); absent: none. */
  readonly watermarks?: SourceWatermarks;
  /** Accounts whose state is held in memory; must exceed the accounts of one commit. */
  readonly cachedStreams?: number;
  /** Wraps the parts before they are wired, e.g. to measure them. */
  readonly wrap?: (parts: LedgerParts) => LedgerParts;
}

/** What the write side is made of. */
export interface LedgerParts {
  readonly eventStore: EventStorePort;
  readonly keyIndex: KeyIndexPort;
  readonly codec: EventCodec;
  readonly meter: Meter;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const LATE_HORIZON_DEFAULT_MS = 35 * DAY_MS;
const CLOSE_GRACE_DEFAULT_MS = 3 * DAY_MS;
const CACHED_STREAMS_DEFAULT = 100_000;

/** Whose streams the writer decides on. */
const AGGREGATES = [
  accountAggregate,
  tariffBookAggregate,
  productAggregate,
  partnerContractAggregate,
] as readonly AnyAggregate[];

export const LEDGER_FILE = 'ledger.db';

/** @throws LedgerLocked when another process writes to this folder */
export async function openEmbeddedLedger(options: EmbeddedLedgerOptions): Promise<EmbeddedLedger> {
  const journal = openWritableJournal(join(options.dataDir, LEDGER_FILE));
  const { intakeRecords } = journal;
  const parts: LedgerParts = { ...journal, codec: createLedgerCodec(), meter: createMeter({ sha256 }) };
  const { eventStore, keyIndex, codec, meter } = options.wrap?.(parts) ?? parts;
  const storeLost = Promise.withResolvers<never>();
  storeLost.promise.catch(() => undefined);
  const clock = options.clock ?? Date.now;
  const writer = new QueuedJournalWriter({
    eventStore,
    keyIndex,
    codec,
    aggregates: AGGREGATES,
    clock,
    cachedStreams: options.cachedStreams ?? CACHED_STREAMS_DEFAULT,
    onStoreLost: storeLost.reject,
  });
  const reader = new StoreJournalReader(eventStore, keyIndex, codec);
  const horizon = { lateHorizonMs: options.lateHorizonMs ?? LATE_HORIZON_DEFAULT_MS };
  const closeGraceMs = options.closeGraceMs ?? CLOSE_GRACE_DEFAULT_MS;
  const watermarks = options.watermarks ?? new SourceWatermarks();
  const intakeParts = { writer, intakeRecords, meter, sha256, horizon, closeGraceMs, watermarks };
  const commandParts = {
    writer,
    reader,
    intakeRecords,
    sha256,
    closeGraceMs,
    readUpTo: () => watermarks.readUpTo(),
  };
  const intake = new PipelineUsageIntake(intakeParts);
  const releaser = new HeldReleaser(intakeParts);
  const transfers = createTransferCommands(commandParts);
  await releaser.releaseAll();

  return {
    eventStore,
    reader,
    intakeRecords,
    sourceProofs: journal.sourceProofs,
    accounts: releasingOnOpen(createAccountCommands(commandParts), releaser),
    transfers,
    selling: createSellingCommands(commandParts),
    products: createProductCommands(commandParts),
    partnerContracts: createPartnerContractCommands(commandParts),
    tariffTrials: createTariffTrials({ reader, sha256, clock }),
    streamDirectory: journal.streamDirectory,
    tariffs: releasingOnPublish(createTariffCommands(commandParts), releaser),
    corrections: createCorrectionCommands(commandParts),
    reservations: createReservationCommands({
      ...commandParts,
      meter,
      intake,
      defaultOutputMaximum: OUTPUT_MAXIMUM_DEFAULT,
    }),
    intake,
    replays: (producers) => createIntakeReplays(intakeParts, releaser, producers),
    dueWork: (dueAccounts) => new DueWorkRunner({ ...commandParts, dueAccounts, transfers, clock }),
    failed: storeLost.promise,
    heldSettled: () => releaser.settled(),
    close: async () => {
      await releaser.settled();
      await writer.close();
      journal.close();
    },
  };
}

/** Usage held for an account is charged once it is open (rule 30). */
function releasingOnOpen(commands: AccountCommands, releaser: HeldReleaser): AccountCommands {
  return {
    async execute(command, origin) {
      const answer = await commands.execute(command, origin);
      if (answer.type === 'accepted' && command.type === 'OpenAccount') await releaser.accountOpened(command.account);
      return answer;
    },
  };
}

/** Usage held for a rate is charged once one is published (rule 30). */
function releasingOnPublish(commands: TariffCommands, releaser: HeldReleaser): TariffCommands {
  return {
    async publish(command, origin) {
      const answer = await commands.publish(command, origin);
      if (answer.type === 'accepted') await releaser.tariffPublished();
      return answer;
    },
  };
}
