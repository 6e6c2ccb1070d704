import { invariant } from '#libs/kernel/index.js';
import type { SourceName } from '#libs/journal/ports/intake-facts.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import { OneAtATime } from './one-at-a-time.js';

interface SourceCursor {
  /** Records below have their first outcome stored; they are processed again, but not counted again (rule 37). */
  next: number;
  /** Next number for a record of a source without offsets of its own. */
  unused: number;
  readonly turns: OneAtATime;
}

/** How far each source has been read, as the ledger knows it. */
export class SourceOffsets {
  private readonly cursors = new Map<SourceName, SourceCursor>();

  constructor(private readonly intakeRecords: IntakeRecordsPort) {}

  async open(source: SourceName): Promise<void> {
    if (this.cursors.has(source)) return;
    const next = (await this.intakeRecords.progress(source))?.nextOffset ?? 0;
    if (!this.cursors.has(source)) this.cursors.set(source, { next, unused: next, turns: new OneAtATime() });
  }

  next(source: SourceName): number {
    return this.cursor(source).next;
  }

  /** A batch told again while it is in hand waits, so that it finds its offsets counted. */
  inTurn<Result>(source: SourceName, work: () => Promise<Result>): Promise<Result> {
    return this.cursor(source).turns.run(work);
  }

  /** Numbers for records that have none; a number whose commit failed is never given again. */
  reserve(source: SourceName, count: number): number {
    const cursor = this.cursor(source);
    const first = cursor.unused;
    cursor.unused += count;
    return first;
  }

  moveTo(source: SourceName, next: number): void {
    const cursor = this.cursor(source);
    cursor.next = Math.max(cursor.next, next);
  }

  private cursor(source: SourceName): SourceCursor {
    const cursor = this.cursors.get(source);
    invariant(cursor !== undefined, `source ${source} was not opened`);
    return cursor;
  }
}
