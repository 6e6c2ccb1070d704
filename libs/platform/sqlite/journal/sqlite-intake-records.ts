import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Fingerprint, Instant } from '#libs/kernel/index.js';
import {
  INTAKE_OUTCOMES,
  type CommandRefusal,
  type IntakeOutcome,
  type OriginalRecord,
  type SourceName,
  type SourceProgress,
} from '#libs/journal/ports/intake-facts.js';
import type {
  HeldFilter,
  HeldForRelease,
  HeldRow,
  IntakeRecordsPort,
  OutcomeCounts,
  PageRequest,
  RefusedRow,
  SourceTotals,
  WaitingFor,
} from '#libs/journal/ports/intake-records.port.js';
import { emptyLog, eraseForGood } from './erase-for-good.js';

interface RangeRow {
  readonly first: number;
  readonly offsets: string | null;
  readonly outcomes: Uint8Array;
}

type CountedOutcomes = Record<IntakeOutcome, number>;

/** Reads what the intake wrote beside the journal. */
export class SqliteIntakeRecords implements IntakeRecordsPort {
  private readonly statements;

  constructor(private readonly database: DatabaseSync) {
    this.statements = prepare(database);
  }

  progress(base: string): Promise<SourceProgress | undefined> {
    const row = this.statements.progress.get({ base });
    return Promise.resolve(row as unknown as SourceProgress | undefined);
  }

  outcomes(source: SourceName, from: number, until: number): Promise<OutcomeCounts> {
    const counts = noOutcomes();
    const rows = this.statements.ranges.all({ source, from, until }) as unknown as readonly RangeRow[];
    for (const row of rows) countWithin(row, from, until, counts);
    return Promise.resolve(counts);
  }

  totals(): Promise<readonly SourceTotals[]> {
    const rows = this.statements.sources.all() as unknown as readonly (OutcomeCounts &
      Pick<SourceTotals, 'source' | 'nextOffset'>)[];
    return Promise.resolve(
      rows.map(({ source, nextOffset, ...counts }) => ({ source, nextOffset, received: sumOf(counts), counts })),
    );
  }

  refused({ after, limit }: PageRequest): Promise<readonly RefusedRow[]> {
    return Promise.resolve(this.statements.refused.all(after, limit) as unknown as readonly RefusedRow[]);
  }

  refusedOriginal(id: number): Promise<OriginalRecord | null | undefined> {
    const isKnown = this.statements.isRefused.get(id) !== undefined;
    return Promise.resolve(isKnown ? (this.original('refused', id) ?? null) : undefined);
  }

  held({ account, reason, waiting }: HeldFilter, { after, limit }: PageRequest): Promise<readonly HeldRow[]> {
    const parameters = {
      account: account ?? null,
      reason: reason ?? null,
      waiting: waiting === undefined ? null : Number(waiting),
      after,
      limit,
    };
    return Promise.resolve(this.statements.held.all(parameters) as unknown as readonly HeldRow[]);
  }

  heldForRelease(waitingFor: WaitingFor, { after, limit }: PageRequest): Promise<readonly HeldForRelease[]> {
    const { reason, account } = waitingFor;
    const rows =
      account === undefined
        ? this.statements.waiting.all(reason, after, limit)
        : this.statements.waitingOfAccount.all(reason, account, after, limit);
    return Promise.resolve(
      (rows as unknown as readonly HeldRow[]).map((row) => ({ row, original: this.original('held', row.id)! })),
    );
  }

  commandRefusal(key: Fingerprint, notBefore: Instant): Promise<CommandRefusal | undefined> {
    const row = this.statements.commandRefusal.get(Buffer.from(key, 'hex'), notBefore);
    return Promise.resolve(row === undefined ? undefined : ({ key, ...row } as unknown as CommandRefusal));
  }

  forgetCommandRefusals(refusedBefore: Instant): Promise<number> {
    return Promise.resolve(Number(this.statements.forgetRefusals.run(refusedBefore).changes));
  }

  eraseOriginals(receivedBefore: Instant): Promise<number> {
    const { changes } = eraseForGood(this.database, () => this.statements.erase.run(receivedBefore));
    // Whatever was erased now: what was released since the last time is in the log, too.
    emptyLog(this.database);
    return Promise.resolve(Number(changes));
  }

  private original(owner: 'refused' | 'held', id: number): OriginalRecord | undefined {
    const row = this.statements.original.get(owner, id);
    if (row === undefined) return undefined;
    const headers = JSON.parse(String(row['headers'])) as OriginalRecord['headers'];
    return { bytes: row['bytes'] as Uint8Array | null, headers };
  }
}

function sumOf(counts: OutcomeCounts): number {
  return INTAKE_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}

function noOutcomes(): CountedOutcomes {
  return { charged: 0, duplicate: 0, conflict: 0, rejected: 0, held: 0 };
}

/** Offsets are listed only where the range has gaps. */
function countWithin(row: RangeRow, from: number, until: number, counts: CountedOutcomes): void {
  const offsets = row.offsets === null ? undefined : (JSON.parse(row.offsets) as readonly number[]);
  row.outcomes.forEach((code, at) => {
    const offset = offsets?.[at] ?? row.first + at;
    if (offset >= from && offset < until) counts[INTAKE_OUTCOMES[code]!] += 1;
  });
}

type StatementName =
  | 'progress'
  | 'ranges'
  | 'sources'
  | 'refused'
  | 'isRefused'
  | 'held'
  | 'waiting'
  | 'waitingOfAccount'
  | 'original'
  | 'commandRefusal'
  | 'forgetRefusals'
  | 'erase';

const SELECT_HELD = `
  SELECT id, name AS source, offset, received_at AS receivedAt, actor, reason, sentence, account, model,
    usage_source AS usageSource, usage_id AS usageId, digest, released_as AS releasedAs, released_at AS releasedAt
  FROM held JOIN sources USING (source_no)`;

/** Not erased yet (rule 38): a page of erased records would look like the end of them all. */
const IS_KEPT = `EXISTS (SELECT 1 FROM originals WHERE owner = 'held' AND originals.id = held.id)`;

function prepare(database: DatabaseSync): Readonly<Record<StatementName, StatementSync>> {
  return {
    progress: database.prepare(`
      SELECT name AS source, next_offset AS nextOffset, last_offset AS lastOffset, last_digest AS lastDigest FROM sources
      WHERE name = :base OR substr(name, 1, length(:base) + 1) = :base || '#' ORDER BY source_no DESC LIMIT 1`),
    ranges: database.prepare(`
      SELECT first_offset AS first, offsets, outcomes FROM outcome_ranges JOIN sources USING (source_no)
      WHERE name = :source AND first_offset < :until AND outcome_ranges.last_offset >= :from ORDER BY first_offset`),
    sources: database.prepare(`
      SELECT name AS source, next_offset AS nextOffset, ${INTAKE_OUTCOMES.join(', ')} FROM sources ORDER BY source_no`),
    refused: database.prepare(`
      SELECT id, name AS source, offset, received_at AS receivedAt, code, sentence, pointer, usage_source AS usageSource,
        usage_id AS usageId, digest
      FROM refused JOIN sources USING (source_no) WHERE id > ? ORDER BY id LIMIT ?`),
    isRefused: database.prepare('SELECT 1 FROM refused WHERE id = ?'),
    held: database.prepare(`${SELECT_HELD}
      WHERE id > :after AND (:account IS NULL OR account = :account) AND (:reason IS NULL OR reason = :reason)
        AND (:waiting IS NULL OR (released_as IS NULL) = :waiting)
      ORDER BY id LIMIT :limit`),
    waiting: database.prepare(`${SELECT_HELD}
      WHERE released_as IS NULL AND ${IS_KEPT} AND reason = ? AND id > ? ORDER BY id LIMIT ?`),
    waitingOfAccount: database.prepare(`${SELECT_HELD}
      WHERE released_as IS NULL AND ${IS_KEPT} AND reason = ? AND account = ? AND id > ? ORDER BY id LIMIT ?`),
    original: database.prepare('SELECT bytes, headers FROM originals WHERE owner = ? AND id = ?'),
    commandRefusal: database.prepare(`
      SELECT lower(hex(input)) AS input, rejection, refused_at AS refusedAt FROM command_refusals
      WHERE key = ? AND refused_at >= ?`),
    forgetRefusals: database.prepare('DELETE FROM command_refusals WHERE refused_at < ?'),
    erase: database.prepare('DELETE FROM originals WHERE received_at < ?'),
  };
}
