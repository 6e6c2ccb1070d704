import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { NO_STREAM, type Revision, type StreamName } from '#libs/journal/contract.js';

export interface StreamHead {
  readonly streamNo: number;
  readonly revision: Revision;
}

/** Streams whose head is held in memory. */
const HEADS_MAX = 200_000;

/**
 * Number and last revision of each stream. Exact in memory, because this process holds the only writable connection;
 * moved only after a commit.
 */
export class StreamHeads {
  private readonly heads = new Map<StreamName, StreamHead>();
  private readonly select: StatementSync;
  private readonly create: StatementSync;

  constructor(database: DatabaseSync) {
    this.select = database.prepare(`
      SELECT stream_no AS streamNo, max(
        (SELECT ifnull(max(revision), ${NO_STREAM}) FROM records WHERE records.stream_no = streams.stream_no),
        (SELECT ifnull(max(last_revision), ${NO_STREAM}) FROM segment_streams WHERE segment_streams.stream_no = streams.stream_no)
      ) AS revision FROM streams WHERE name = ?`);
    this.create = database.prepare('INSERT INTO streams (name) VALUES (?)');
  }

  get(stream: StreamName): StreamHead | undefined {
    const held = this.heads.get(stream);
    if (held !== undefined) return held;
    const row = this.select.get(stream);
    if (row === undefined) return undefined;
    const head = { streamNo: Number(row['streamNo']), revision: Number(row['revision']) };
    this.set(stream, head);
    return head;
  }

  /** Inside the transaction that writes the stream's first record. */
  createStream(stream: StreamName): number {
    return Number(this.create.run(stream).lastInsertRowid);
  }

  set(stream: StreamName, head: StreamHead): void {
    this.heads.set(stream, head);
    if (this.heads.size > HEADS_MAX) this.heads.delete(this.heads.keys().next().value!);
  }
}
