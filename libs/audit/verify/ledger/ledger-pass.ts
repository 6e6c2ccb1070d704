import type { Instant } from '#libs/kernel/index.js';
import type { Aggregate, DomainEvent, Position, RecordedEvent, Revision, StreamName } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import type { AuditedState, LedgerDomain } from '../../ports/ledger-domain.port.js';
import type { Findings } from '../findings.js';
import { sentenceOf } from '../sentence-of.js';
import { AccountBooks } from './account-books.js';
import type { TrialBalance } from './trial-balance.js';

interface FollowedStream {
  readonly aggregate: Aggregate<unknown, DomainEvent>;
  /** Of an account. */
  readonly books: AccountBooks | undefined;
  state: unknown;
  revision: Revision;
  recordedAt: Instant;
  /** After a fault nothing more is said of it. */
  isBroken: boolean;
}

export interface PassParts {
  readonly domain: LedgerDomain;
  readonly findings: Findings;
  readonly trial: TrialBalance;
  /** Streams whose state is held in memory at once. */
  readonly streamsAtOnce: number;
  /** The first pass begins at the beginning: whatever it does not know there is wrong. */
  readonly isFirst: boolean;
}

/** Folds the streams that begin in it, as many as may be held at once, and leaves the others to the next pass. */
export class LedgerPass {
  /** Where the first stream begins that there was no room for; `undefined`: there was room for all. */
  leftOutAt: Position | undefined;
  folded = 0;
  private readonly streams = new Map<StreamName, FollowedStream>();
  private readonly aggregates: ReadonlyMap<string, Aggregate<unknown, DomainEvent>>;

  constructor(private readonly parts: PassParts) {
    const { account, tariffBook, others } = parts.domain;
    const all = [account, tariffBook, ...others] as readonly Aggregate<unknown, DomainEvent>[];
    this.aggregates = new Map(all.map((aggregate) => [aggregate.category, aggregate]));
  }

  note(record: RecordedEvent): void {
    const stream = this.streams.get(record.stream) ?? this.begin(record);
    if (stream === undefined) return;
    this.folded += 1;
    if (!stream.isBroken) this.fold(stream, record);
  }

  end(): void {
    const { findings, trial } = this.parts;
    for (const { books, state, isBroken } of this.streams.values()) {
      findings.count(books === undefined ? 'other streams' : 'accounts');
      if (books === undefined) continue;
      const folded = state as AuditedState;
      if (isBroken || folded.status === 'unopened') {
        trial.leaveOut();
        continue;
      }
      books.check(folded, findings);
      trial.close(folded);
    }
  }

  private begin(record: RecordedEvent): FollowedStream | undefined {
    const { stream: name, revision, position } = record;
    const { isFirst, streamsAtOnce, domain } = this.parts;
    const mayBeAnothers = !isFirst || this.leftOutAt !== undefined;
    if (revision !== 0 && mayBeAnothers) return undefined;
    if (this.streams.size >= streamsAtOnce) {
      this.leftOutAt ??= position;
      return undefined;
    }
    const category = name.slice(0, name.indexOf('-'));
    const aggregate = this.aggregates.get(category);
    const known = aggregate ?? UNKNOWN;
    const books = known.category === domain.account.category ? new AccountBooks() : undefined;
    const stream = { aggregate: known, books, state: known.initial, revision: -1, recordedAt: 0, isBroken: false };
    if (aggregate === undefined) {
      stream.isBroken = true;
      this.parts.findings.couldNot(`Nothing is known of streams like ${name}.`);
    }
    this.streams.set(name, stream);
    return stream;
  }

  private fold(stream: FollowedStream, record: RecordedEvent): void {
    const { domain, findings, trial } = this.parts;
    const { event, revision, meta } = record;
    if (revision !== stream.revision + 1) {
      return this.break(stream, record, 'revision_missing', `follows revision ${stream.revision}`);
    }
    if (meta.recordedAt < stream.recordedAt) {
      this.tell(record, 'recorded_backwards', 'was recorded before the event in front of it (rule 11)');
    }
    this.checkBook(stream, record);
    try {
      stream.state = stream.aggregate.evolve(stream.state, event);
    } catch (fault) {
      return this.break(stream, record, 'event_does_not_follow', `does not follow: ${sentenceOf(fault)}`);
    }
    stream.revision = revision;
    stream.recordedAt = meta.recordedAt;
    stream.books?.note(record as RecordedEvent<AccountEvent>, domain, trial, findings);
  }

  /** Asked of the state the debit was decided on. */
  private checkBook({ books, state }: FollowedStream, record: RecordedEvent): void {
    const account = state as AuditedState;
    if (books === undefined || account.status === 'unopened') return;
    const event = record.event as AccountEvent;
    if (event.type !== 'UsageCharged') return;
    const book = this.parts.domain.tariffBookOf(account, event.data.usage.occurredAt);
    if (event.data.tariffs.every((pin) => pin.book === book)) return;
    this.tell(record, 'tariff_book_wrong', `is not priced by the account's tariff book ${book} (rule 30)`);
  }

  private break(stream: FollowedStream, record: RecordedEvent, kind: string, what: string): void {
    stream.isBroken = true;
    this.tell(record, kind, what);
  }

  private tell({ stream, revision, event, position }: RecordedEvent, kind: string, what: string): void {
    this.parts.findings.fault({
      kind,
      sentence: `${event.type} at ${stream}@${revision} ${what}.`,
      firstPosition: position,
      lastPosition: position,
      account: stream.startsWith('account-') ? stream.slice('account-'.length) : null,
    });
  }
}

const UNKNOWN: Aggregate<unknown, DomainEvent> = { category: '', initial: undefined, evolve: () => undefined };
