import { DatabaseSync } from 'node:sqlite';
import type { LiveViews, ViewRows } from '#libs/audit/ports/compared-views.port.js';
import { SqliteViewRows } from './view-rows.js';

/** Read models another process may be writing, opened so that nothing can be changed. */
export class SqliteLiveViews implements LiveViews {
  private readonly database: DatabaseSync;

  constructor(path: string) {
    this.database = new DatabaseSync(path, { readOnly: true, readBigInts: true });
    this.database.exec('PRAGMA busy_timeout = 5000');
  }

  async snapshot<Result>(look: (rows: ViewRows) => Promise<Result>): Promise<Result> {
    this.database.exec('BEGIN');
    try {
      return await look(new SqliteViewRows(this.database));
    } finally {
      this.database.exec('COMMIT');
    }
  }

  /** What is there at the time of the call, outside of any snapshot: for read models nobody else writes. */
  rows(): ViewRows {
    return new SqliteViewRows(this.database);
  }

  close(): void {
    this.database.close();
  }
}
