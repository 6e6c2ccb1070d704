import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  INTAKE_OUTCOMES,
  type CommandRefusal,
  type HeldRecord,
  type HeldRelease,
  type IntakeFacts,
  type OriginalRecord,
  type OutcomeRange,
  type RefusedRecord,
  type RefusedReplay,
  type SourceName,
  type SourceProgress,
} from '#libs/journal/ports/intake-facts.js';
import { eraseForGood } from './erase-for-good.js';

/** Writes the intake's facts inside the transaction of the append they belong to. */
export class IntakeFactsWriter {
  private readonly sourceNos = new Map<SourceName, number>();
  private readonly statements;

  constructor(private readonly database: DatabaseSync) {
    this.statements = prepare(database);
  }

  write(facts: IntakeFacts): void {
    facts.progress.forEach((progress) => this.moveProgress(progress));
    facts.ranges.forEach((range) => this.addRange(range));
    facts.refused.forEach((refused) => this.addRefused(refused));
    facts.held.forEach((held) => this.addHeld(held));
    if (facts.released.length + facts.replayed.length > 0) {
      eraseForGood(this.database, () => {
        facts.released.forEach((release) => this.release(release));
        facts.replayed.forEach((replay) => this.replay(replay));
      });
    }
    facts.heldAgain.forEach(({ heldId, reason, sentence }) => this.statements.holdAgain.run(reason, sentence, heldId));
    facts.commandRefusals.forEach((refusal) => this.addCommandRefusal(refusal));
  }

  private moveProgress({ source, nextOffset, lastOffset, lastDigest }: SourceProgress): void {
    this.statements.moveProgress.run(source, nextOffset, lastOffset, lastDigest);
  }

  private addRange({ source, offsets, outcomes }: OutcomeRange): void {
    const first = offsets[0];
    const last = offsets.at(-1);
    if (first === undefined || last === undefined) return;
    const hasGaps = last - first + 1 !== offsets.length;
    const listed = hasGaps ? JSON.stringify(offsets) : null;
    const bytes = Buffer.from(outcomes.map((outcome) => INTAKE_OUTCOMES.indexOf(outcome)));
    const sourceNo = this.sourceNo(source);
    this.statements.addRange.run(sourceNo, first, last, listed, bytes);
    const counts = INTAKE_OUTCOMES.map((outcome) => outcomes.filter((other) => other === outcome).length);
    this.statements.addToTotals.run(...counts, sourceNo);
  }

  private addRefused(record: RefusedRecord): void {
    const { lastInsertRowid } = this.statements.addRefused.run(
      this.sourceNo(record.source),
      record.offset,
      record.receivedAt,
      record.actor,
      record.code,
      record.sentence,
      record.pointer ?? null,
      record.usageSource ?? null,
      record.usageId ?? null,
      record.digest,
    );
    this.keep('refused', Number(lastInsertRowid), record.receivedAt, record.original);
  }

  private addHeld(record: HeldRecord): void {
    const { lastInsertRowid } = this.statements.addHeld.run(
      this.sourceNo(record.source),
      record.offset,
      record.receivedAt,
      record.actor,
      record.reason,
      record.sentence,
      record.account,
      record.model,
      record.usageSource,
      record.usageId,
      record.usageKey,
      record.digest,
    );
    this.keep('held', Number(lastInsertRowid), record.receivedAt, record.original);
  }

  private release({ heldId, outcome, releasedAt }: HeldRelease): void {
    this.statements.release.run(outcome, releasedAt, heldId);
    this.statements.forget.run('held', heldId);
  }

  private replay({ refusedId, outcome, replayedAt }: RefusedReplay): void {
    this.statements.replay.run(outcome, replayedAt, refusedId);
    this.statements.forget.run('refused', refusedId);
  }

  private addCommandRefusal({ key, input, rejection, refusedAt }: CommandRefusal): void {
    this.statements.addCommandRefusal.run(Buffer.from(key, 'hex'), Buffer.from(input, 'hex'), rejection, refusedAt);
  }

  private keep(owner: 'refused' | 'held', id: number, receivedAt: number, { bytes, headers }: OriginalRecord): void {
    this.statements.keep.run(owner, id, receivedAt, bytes, JSON.stringify(headers));
  }

  /** The progress row comes first, so the source has a number. */
  private sourceNo(source: SourceName): number {
    const known = this.sourceNos.get(source);
    if (known !== undefined) return known;
    const sourceNo = Number(this.statements.findSource.get(source)!['source_no']);
    this.sourceNos.set(source, sourceNo);
    return sourceNo;
  }
}

type Statements = Readonly<
  Record<
    | 'moveProgress'
    | 'findSource'
    | 'addRange'
    | 'addToTotals'
    | 'addRefused'
    | 'addHeld'
    | 'keep'
    | 'forget'
    | 'release'
    | 'replay'
    | 'holdAgain'
    | 'addCommandRefusal',
    StatementSync
  >
>;

function prepare(database: DatabaseSync): Statements {
  return {
    moveProgress: database.prepare(`
      INSERT INTO sources (name, next_offset, last_offset, last_digest) VALUES (?, ?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET
        next_offset = excluded.next_offset, last_offset = excluded.last_offset, last_digest = excluded.last_digest
      WHERE excluded.next_offset > sources.next_offset`),
    findSource: database.prepare('SELECT source_no FROM sources WHERE name = ?'),
    addRange: database.prepare(`
      INSERT INTO outcome_ranges (source_no, first_offset, last_offset, offsets, outcomes) VALUES (?, ?, ?, ?, ?)`),
    addToTotals: database.prepare(`
      UPDATE sources SET ${INTAKE_OUTCOMES.map((outcome) => `${outcome} = ${outcome} + ?`).join(', ')}
      WHERE source_no = ?`),
    addRefused: database.prepare(`
      INSERT INTO refused (source_no, offset, received_at, actor, code, sentence, pointer, usage_source, usage_id, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    addHeld: database.prepare(`
      INSERT INTO held (source_no, offset, received_at, actor, reason, sentence, account, model, usage_source, usage_id,
        usage_key, digest)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    keep: database.prepare('INSERT INTO originals (owner, id, received_at, bytes, headers) VALUES (?, ?, ?, ?, ?)'),
    forget: database.prepare('DELETE FROM originals WHERE owner = ? AND id = ?'),
    release: database.prepare('UPDATE held SET released_as = ?, released_at = ? WHERE id = ? AND released_as IS NULL'),
    replay: database.prepare(
      'UPDATE refused SET replayed_as = ?, replayed_at = ? WHERE id = ? AND replayed_as IS NULL',
    ),
    holdAgain: database.prepare('UPDATE held SET reason = ?, sentence = ? WHERE id = ?'),
    addCommandRefusal: database.prepare(`
      INSERT INTO command_refusals (key, input, rejection, refused_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (key) DO UPDATE SET
        input = excluded.input, rejection = excluded.rejection, refused_at = excluded.refused_at`),
  };
}
