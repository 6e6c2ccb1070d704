import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamName } from '#libs/journal/contract.js';

/** Names held; beyond, all are let go and read again as they are needed. */
const NAMES_MAX = 200_000;

/** Stream number ↔ name. A number never changes its name, so what was read once may be kept. */
export class StreamNumbers {
  private readonly names = new Map<number, StreamName>();
  private readonly selectName: StatementSync;
  private readonly selectNumber: StatementSync;

  constructor(database: DatabaseSync) {
    this.selectName = database.prepare('SELECT name FROM streams WHERE stream_no = ?');
    this.selectNumber = database.prepare('SELECT stream_no AS streamNo FROM streams WHERE name = ?');
  }

  nameOf(streamNo: number): StreamName {
    return this.names.get(streamNo) ?? this.read(streamNo);
  }

  /** `undefined` where the name is gone, which it never is unless by hand. */
  find(streamNo: number): StreamName | undefined {
    const known = this.names.get(streamNo);
    return known ?? (this.selectName.get(streamNo) === undefined ? undefined : this.read(streamNo));
  }

  numberOf(stream: StreamName): number | undefined {
    const row = this.selectNumber.get(stream);
    return row && Number(row['streamNo']);
  }

  private read(streamNo: number): StreamName {
    if (this.names.size >= NAMES_MAX) this.names.clear();
    const name = String(this.selectName.get(streamNo)!['name']);
    this.names.set(streamNo, name);
    return name;
  }
}
