import {
  openEmbeddedLedger,
  type EmbeddedLedger,
  type EmbeddedLedgerOptions,
} from '#apps/standalone/embedded-ledger.js';
import type { TariffAnswer } from '#libs/catalog/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import { JournalFault } from '#libs/journal/faults.js';
import type { EventStorePort } from '#libs/journal/ports/event-store.port.js';
import type { OutcomeCounts } from '#libs/journal/ports/intake-records.port.js';
import type { Instant } from '#libs/kernel/index.js';
import { UNSCOPED, type AccountAnswer, type AccountEvent, type GivenCommand } from '#libs/ledger/index.js';
import { USAGE_EVENT_TYPE } from '#libs/metering/index.js';
import type { IntakeAnswer, IntakeRecord, RecordOutcome } from '#libs/pipeline/index.js';
import { publish, rate } from '../../support/catalog/samples.js';
import { micro } from '../../support/journal/event-builders.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';

export const NOW: Instant = Date.parse('2026-11-20T10:00:00Z');
export const SOURCE = 'kafka:test/metering.usage.v1/0#1';
const PRODUCER = { actor: 'metering.usage.v1', sources: ['*'] };

/** A usage event by what a test wants of it; the rest is ordinary: one credit of input, just now. */
export interface Told {
  readonly id: string;
  readonly account?: string;
  readonly model?: string;
  readonly source?: string;
  readonly input?: number;
  readonly occurredAt?: Instant;
  /** Further members of the event's data. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An embedded ledger in a folder of its own, with a clock that a test sets and records that arrive when it says. */
export class Workbench {
  now = NOW;
  private readonly folder: Pick<TemporaryFolder, 'path' | 'remove'>;
  private opened: EmbeddedLedger | undefined;
  private commands = 0;
  private appendsLeft = Infinity;
  private answersLost: readonly JournalFault[] = [];
  private beforeRead: (() => Promise<unknown>) | undefined;

  /** @param options with a folder that somebody else removes, where one is named */
  constructor(private readonly options: Partial<Pick<EmbeddedLedgerOptions, 'watermarks' | 'dataDir'>> = {}) {
    const { dataDir } = options;
    this.folder = dataDir === undefined ? temporaryFolder() : { path: dataDir, remove: () => undefined };
  }

  async open(): Promise<this> {
    this.failAppendsAfter(Infinity);
    this.opened = await openEmbeddedLedger({
      ...this.options,
      dataDir: this.folder.path,
      clock: () => this.now,
      wrap: (parts) => ({ ...parts, eventStore: this.failing(parts.eventStore) }),
    });
    return this;
  }

  /** After so many more commits nothing can be written any more, until the ledger is opened again. */
  failAppendsAfter(appends: number): void {
    this.appendsLeft = appends;
  }

  /** The next commits are durable, but whoever asked for them hears these faults instead. */
  loseAnswers(...faults: readonly JournalFault[]): void {
    this.answersLost = faults;
  }

  /** Something comes in between a read of the journal and what was decided before it. */
  comesBeforeNextRead(happening: () => Promise<unknown>): void {
    this.beforeRead = happening;
  }

  get ledger(): EmbeddedLedger {
    if (this.opened === undefined) throw new Error('the ledger is not open');
    return this.opened;
  }

  /** What is durable survives; what was in memory does not. */
  async reopen(): Promise<void> {
    await this.ledger.close();
    await this.open();
  }

  async remove(): Promise<void> {
    await this.ledger.close();
    this.folder.remove();
  }

  command(command: GivenCommand, idempotencyKey?: string): Promise<AccountAnswer> {
    return this.ledger.accounts.execute(command, this.origin(idempotencyKey));
  }

  /** Prices input of a model at one micro-credit each, from long ago. */
  price(model: string, mode: 'full' | 'addition' = 'full'): Promise<TariffAnswer> {
    const command = publish({ mode, effectiveFrom: 0, rates: [rate(model, { creditsMicro: micro(1) })] });
    return this.ledger.tariffs.publish(command, this.origin());
  }

  openAccount(account: string): Promise<AccountAnswer> {
    return this.command(openAccount(account));
  }

  grant(account: string, amount: number): Promise<AccountAnswer> {
    const grant = { type: 'GrantCredits', account, grant: 'g', source: 'promotion', scope: UNSCOPED } as const;
    return this.command({ ...grant, amountMicro: micro(amount), eligibleFrom: NOW - DAY });
  }

  intake(records: readonly IntakeRecord[], source = SOURCE): Promise<IntakeAnswer> {
    return this.ledger.intake.intake({ source, producer: PRODUCER, records });
  }

  /** Feeds records one after the other, the first at an offset, and tells what became of them. */
  async feed(offset: number, ...told: readonly Told[]): Promise<readonly string[]> {
    const { outcomes } = await this.intake(told.map((one, at) => record(offset + at, one)));
    return outcomes.map(inShort);
  }

  records(account: string): Promise<readonly RecordedEvent<AccountEvent>[]> {
    return this.ledger.reader.stream<AccountEvent>(`account-${account}`, 0, 10_000);
  }

  async events(account: string): Promise<readonly AccountEvent[]> {
    return (await this.records(account)).map(({ event }) => event);
  }

  async typesOf(account: string): Promise<readonly string[]> {
    return (await this.events(account)).map(({ type }) => type);
  }

  /** Ids of the usages charged to an account, in order of recording. */
  async charged(account: string): Promise<readonly string[]> {
    return (await this.events(account)).flatMap((event) =>
      event.type === 'UsageCharged' ? [event.data.usage.id] : [],
    );
  }

  async counts(source = SOURCE): Promise<OutcomeCounts | undefined> {
    return (await this.ledger.intakeRecords.totals()).find((totals) => totals.source === source)?.counts;
  }

  /** Held records as `id reason`, and what they were released as. */
  async held(): Promise<readonly string[]> {
    const rows = await this.ledger.intakeRecords.held({}, { after: 0, limit: 1_000 });
    return rows.map(({ usageId, reason, releasedAs }) => `${usageId} ${releasedAs ?? reason}`);
  }

  private failing(eventStore: EventStorePort): EventStorePort {
    return {
      ledgerId: eventStore.ledgerId,
      append: async (...appended) => {
        if (this.appendsLeft <= 0) throw new JournalFault('disk', 'the disk is gone', false);
        this.appendsLeft -= 1;
        const outcome = await eventStore.append(...appended);
        const [fault, ...later] = this.answersLost;
        this.answersLost = later;
        if (fault !== undefined) throw fault;
        return outcome;
      },
      readStream: async (...asked) => {
        const happening = this.beforeRead;
        this.beforeRead = undefined;
        await happening?.();
        return eventStore.readStream(...asked);
      },
      readAll: (...asked) => eventStore.readAll(...asked),
      head: () => eventStore.head(),
      subscribe: (...asked) => eventStore.subscribe(...asked),
    };
  }

  private origin(idempotencyKey = `command-${(this.commands += 1)}`) {
    return { client: 'operator', idempotencyKey, receivedAt: this.now };
  }
}

export const DAY = 86_400_000;
export const NO_OUTCOMES: OutcomeCounts = { charged: 0, duplicate: 0, conflict: 0, rejected: 0, held: 0 };

export function openAccount(account: string): Extract<GivenCommand, { type: 'OpenAccount' }> {
  return {
    type: 'OpenAccount',
    account,
    kind: 'individual',
    openedAt: NOW - 10 * DAY,
    currency: 'CNY',
    zone: 'UTC',
    billingDay: 1,
    tariffBook: 'standard',
    alertRules: { percents: [], floorsMicro: [] },
    members: [],
  };
}

export function record(offset: number, told: Told | string, receivedAt = NOW): IntakeRecord {
  const text = typeof told === 'string' ? told : JSON.stringify(usageEvent(told));
  const headers = [['content-type', 'application/cloudevents+json']] as const;
  return { offset, receivedAt, headers, bytes: new TextEncoder().encode(text) };
}

function usageEvent({
  id,
  account = 'a',
  model = 'm',
  source = 'gateway',
  input = 1,
  occurredAt = NOW,
  data: more = {},
}: Told) {
  const time = new Date(occurredAt).toISOString();
  const data = { account, provider: 'p', model, quantities: { input }, ...more };
  return { specversion: '1.0', type: USAGE_EVENT_TYPE, id, source, time, data };
}

/** `charged`, `duplicate`, `conflict`, or the reason it was held or rejected for. */
export function inShort(outcome: RecordOutcome): string {
  if (outcome.type === 'held') return outcome.reason;
  return outcome.type === 'rejected' ? outcome.refusal.code : outcome.type;
}
