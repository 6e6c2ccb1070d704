import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { Checkpoint, ViewTransaction } from '../ports/view-store.port.js';
import { CheckpointMismatch, ProjectionFenced } from './faults.js';
import type { Projection } from './projection.js';
import type { ProjectionName } from './projector-view.js';

/** Identifies a record by what it is, so that a checkpoint notices a journal whose past differs. */
export type RecordId = (record: RecordedEvent) => string;

type Cursors = ReadonlyMap<ProjectionName, Checkpoint>;

/** Up to where each projection has read this journal, kept beside its rows. */
export class Checkpoints {
  constructor(
    private readonly reader: JournalReader,
    private readonly ledgerId: string,
    private readonly recordId: RecordId,
  ) {}

  /** @throws CheckpointMismatch where stored rows do not follow from this journal */
  async open(transaction: ViewTransaction, projections: readonly Projection[]): Promise<Cursors> {
    const cursors = new Map<ProjectionName, Checkpoint>();
    for (const projection of projections) {
      const stored = await transaction.checkpoint(projection.name);
      if (stored !== undefined) await this.verify(projection, stored);
      cursors.set(projection.name, stored ?? (await this.reset(transaction, projection)));
    }
    return cursors;
  }

  /**
   * Before anything is read: the transaction holds the write lock, so what is ours now is ours at the commit.
   * @throws ProjectionFenced
   */
  async confirm(transaction: ViewTransaction, projections: readonly Projection[], at: Cursors): Promise<void> {
    for (const projection of projections) {
      const cursor = at.get(projection.name)!;
      await moveOrStop(transaction, projection, cursor, cursor);
    }
  }

  /**
   * To the end of a batch; a projection that is past it stays. Returns where all stand then.
   * @throws ProjectionFenced
   */
  async move(
    transaction: ViewTransaction,
    projections: readonly Projection[],
    from: Cursors,
    last: RecordedEvent,
  ): Promise<Cursors> {
    const moved = new Map(from);
    for (const projection of projections) {
      const cursor = from.get(projection.name)!;
      if (cursor.position >= last.position) continue;
      const next = { ...cursor, position: last.position, recordId: this.recordId(last) };
      await moveOrStop(transaction, projection, cursor, next);
      moved.set(projection.name, next);
    }
    return moved;
  }

  /** To before the first record, whatever was there. */
  async reset(transaction: ViewTransaction, projection: Projection): Promise<Checkpoint> {
    const { name, version } = projection;
    const start: Checkpoint = { projection: name, version, ledgerId: this.ledgerId, position: 0, recordId: '' };
    await moveOrStop(transaction, projection, await transaction.checkpoint(name), start);
    return start;
  }

  private async verify(projection: Projection, stored: Checkpoint): Promise<void> {
    const mismatch = (reason: CheckpointMismatch['reason']) => new CheckpointMismatch(projection.name, reason);
    if (stored.version !== projection.version) throw mismatch('version');
    if (stored.ledgerId !== this.ledgerId) throw mismatch('ledger');
    if (stored.position === 0) return;
    const [record] = await this.reader.all(stored.position - 1, 1);
    if (record === undefined) throw mismatch('ahead');
    if (this.recordId(record) !== stored.recordId) throw mismatch('record');
  }
}

async function moveOrStop(
  transaction: ViewTransaction,
  projection: Projection,
  from: Checkpoint | undefined,
  to: Checkpoint,
): Promise<void> {
  if (!(await transaction.moveCheckpoint(from, to))) throw new ProjectionFenced(projection.name);
}
