import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position, RecordedEvent } from '#libs/journal/contract.js';
import type { Checkpoint, ViewStorePort, ViewTransaction } from '../ports/view-store.port.js';
import type { Checkpoints } from './checkpoints.js';
import { follow } from './follow.js';
import { foldInto } from './fold-into.js';
import { projectionLag } from './lag.js';
import { Progress } from './progress.js';
import { isAccountRecord, type Projection } from './projection.js';
import type { ProjectionLag, ProjectionName, Projector, RunningProjector, Wake } from './projector-view.js';

export interface ProjectorParts {
  readonly reader: JournalReader;
  readonly store: ViewStorePort;
  readonly checkpoints: Checkpoints;
  readonly projections: readonly Projection[];
  readonly now: () => Instant;
  readonly batch: BatchLimits;
  /** How long a missed wake-up may go unnoticed. */
  readonly pollMs: number;
  /** Called with each position that queries now see. */
  readonly onShown?: (position: Position) => void;
}

export interface BatchLimits {
  /** Events read, folded and let go together: few, so that they die young. */
  readonly piece: number;
  /** Events per transaction, at most: many, so that a busy row is written once for all of them. */
  readonly largest: number;
  /** A batch of so many events that still reached the head is followed by a rest of `pollMs`. Absent: there is none. */
  readonly busy?: number;
}

type Cursors = ReadonlyMap<ProjectionName, Checkpoint>;

/** A batch is one transaction: the rows of every projection and their checkpoints move together or not at all. */
export class JournalProjector implements Projector {
  private readonly progress = new Progress();
  /** As last read or moved by us; `undefined` before the first use and after a fault. */
  private cursors: Cursors | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ProjectorParts) {}

  position(): Position {
    return this.progress.position();
  }

  waitFor(position: Position, timeoutMs: number): Promise<boolean> {
    return this.progress.waitFor(position, timeoutMs);
  }

  lag(): Promise<ProjectionLag> {
    return projectionLag(this.parts.reader, this.position(), this.parts.now());
  }

  catchUp(): Promise<Position> {
    return this.inTurn(() => this.readToHead());
  }

  start(wake?: Wake): RunningProjector {
    return follow(() => this.catchUp(), this.parts.pollMs, wake);
  }

  rebuild(names: readonly ProjectionName[]): Promise<Position> {
    return this.inTurn(async () => {
      const { store, projections, checkpoints } = this.parts;
      const dropped = projections.filter(({ name }) => names.includes(name));
      await store.transaction(async (transaction) => {
        for (const projection of dropped) {
          for (const { tableName } of projection.slices) await transaction.clear(tableName);
          await checkpoints.reset(transaction, projection);
        }
      });
      this.forget();
      return this.readToHead();
    });
  }

  /** One at a time: calls share rows in memory. After a fault nothing in memory is trusted. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work);
    this.turn = result.catch((fault: unknown) => {
      this.forget();
      this.progress.fail(fault);
    });
    return result;
  }

  private async readToHead(): Promise<Position> {
    const { reader, batch } = this.parts;
    let cursors = this.cursors ?? (await this.open());
    for (let before = leastPosition(cursors); ;) {
      const shown = leastPosition(cursors);
      this.show(shown);
      await this.restAfter(shown - before);
      before = shown;
      const piece = await reader.all(shown, batch.piece);
      if (piece.length === 0) return shown;
      cursors = await this.apply(cursors, piece);
    }
  }

  /**
   * While the journal grows fast: what comes meanwhile makes the next batch larger, and a row that changes again and again
   * is written once for more events. One who lags behind does not rest.
   */
  private async restAfter(folded: number): Promise<void> {
    const { batch, pollMs } = this.parts;
    if (folded >= (batch.busy ?? Infinity) && folded + batch.piece <= batch.largest) await delay(pollMs);
  }

  private async open(): Promise<Cursors> {
    const { store, projections, checkpoints } = this.parts;
    this.cursors = await store.transaction((transaction) => checkpoints.open(transaction, projections));
    return this.cursors;
  }

  private async apply(cursors: Cursors, firstPiece: readonly RecordedEvent[]): Promise<Cursors> {
    const { store, projections, checkpoints } = this.parts;
    const moved = await store.transaction(async (transaction) => {
      await checkpoints.confirm(transaction, projections, cursors);
      const last = await this.foldPieces(transaction, cursors, firstPiece);
      for (const projection of projections) for (const slice of projection.slices) await slice.flush(transaction);
      return checkpoints.move(transaction, projections, cursors, last);
    });
    for (const projection of projections) for (const slice of projection.slices) slice.settle();
    this.cursors = moved;
    return moved;
  }

  /** Reads on while there is more and the batch may grow. Returns the last record folded. */
  private async foldPieces(
    transaction: ViewTransaction,
    cursors: Cursors,
    firstPiece: readonly RecordedEvent[],
  ): Promise<RecordedEvent> {
    const { reader, batch, projections } = this.parts;
    let piece = firstPiece;
    let last: RecordedEvent | undefined;
    for (let folded = 0; ;) {
      const records = piece.filter(isAccountRecord);
      for (const projection of projections) {
        const seen = Math.max(cursors.get(projection.name)!.position, last?.position ?? 0);
        await foldInto(transaction, projection, records, seen);
      }
      folded += piece.length;
      last = piece.at(-1)!;
      if (piece.length < batch.piece || folded + batch.piece > batch.largest) return last;
      const next = await reader.all(last.position, batch.piece);
      if (next.length === 0) return last;
      piece = next;
    }
  }

  private show(position: Position): void {
    this.progress.moveTo(position);
    this.parts.onShown?.(position);
  }

  private forget(): void {
    this.cursors = undefined;
    for (const projection of this.parts.projections) for (const slice of projection.slices) slice.forget();
  }
}

function leastPosition(cursors: Cursors): Position {
  return Math.min(...[...cursors.values()].map(({ position }) => position));
}
