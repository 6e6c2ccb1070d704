import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StreamDirectoryPort } from '#libs/journal/ports/stream-directory.port.js';

/** Reads the index of stream names: its cost is that of the answer, however many streams of other families there are. */
export class SqliteStreamDirectory implements StreamDirectoryPort {
  private readonly named: StatementSync;

  constructor(database: DatabaseSync) {
    this.named = database.prepare('SELECT name FROM streams WHERE name > ? AND name < ? ORDER BY name LIMIT ?');
  }

  ids(category: string, after: string | undefined, limit: number): Promise<readonly string[]> {
    const prefix = `${category}-`;
    const rows = this.named.all(prefix + (after ?? ''), `${category}${AFTER_DASH}`, limit);
    return Promise.resolve(rows.map(({ name }) => String(name).slice(prefix.length)));
  }
}

/** The character that follows the dash between category and id. */
const AFTER_DASH = '.';
