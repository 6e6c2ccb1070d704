import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { nodeSqliteDialect } from './node-sqlite-dialect.js';

/** Opens (or makes) a database file that one process writes: WAL, every commit on disk before it is answered. */
export function openKysely<Schema>(path: string): Kysely<Schema> {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000');
  return new Kysely<Schema>({ dialect: nodeSqliteDialect(database) });
}
