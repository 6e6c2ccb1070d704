import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Fingerprint, Instant } from '#libs/kernel/index.js';
import {
  INTAKE_OUTCOMES,
  type CommandRefusal,
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
  RefusedFilter,
  RefusedForReplay,
  RefusedRow,
  SourceTotals,
} from '#libs/journal/ports/intake-records.port.js';
import { emptyLog, eraseForGood } from './erase-for-good.js';
import { IntakeRows } from './intake-rows.js';
import { countWithin, noOutcomes, sumOf, type RangeRow } from './outcome-ranges.js';

/** Reads what the intake wrote beside the journal. */
export class SqliteIntakeRecords implements IntakeRecordsPort {
  private readonly statements;
  private readonly rows: IntakeRows;

  constructor(private readonly database: DatabaseSync) {
    this.statements = prepare(database);
    this.rows = new IntakeRows(database);
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

  refused(filter: RefusedFilter, page: PageRequest): Promise<readonly RefusedRow[]> {
    return Promise.resolve(this.rows.refused(filter, page));
  }

  refusedById(id: number): Promise<RefusedRow | undefined> {
    return Promise.resolve(this.rows.refusedById(id));
  }

  refusedOriginal(id: number): Promise<OriginalRecord | null | undefined> {
    const isKnown = this.rows.refusedById(id) !== undefined;
    return Promise.resolve(isKnown ? (this.rows.original('refused', id) ?? null) : undefined);
  }

  refusedForReplay(filter: RefusedFilter, page: PageRequest): Promise<readonly RefusedForReplay[]> {
    return Promise.resolve(this.rows.refusedForReplay(filter, page));
  }

  held(filter: HeldFilter, page: PageRequest): Promise<readonly HeldRow[]> {
    return Promise.resolve(this.rows.held(filter, page));
  }

  heldById(id: number): Promise<HeldRow | undefined> {
    return Promise.resolve(this.rows.heldById(id));
  }

  heldOriginal(id: number): Promise<OriginalRecord | null | undefined> {
    const isKnown = this.rows.heldById(id) !== undefined;
    return Promise.resolve(isKnown ? (this.rows.original('held', id) ?? null) : undefined);
  }

  heldForRelease(filter: HeldFilter, page: PageRequest): Promise<readonly HeldForRelease[]> {
    return Promise.resolve(this.rows.heldForRelease(filter, page));
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
}

type StatementName = 'progress' | 'ranges' | 'sources' | 'commandRefusal' | 'forgetRefusals' | 'erase';

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
    commandRefusal: database.prepare(`
      SELECT lower(hex(input)) AS input, rejection, refused_at AS refusedAt FROM command_refusals
      WHERE key = ? AND refused_at >= ?`),
    forgetRefusals: database.prepare('DELETE FROM command_refusals WHERE refused_at < ?'),
    erase: database.prepare('DELETE FROM originals WHERE received_at < ?'),
  };
}
