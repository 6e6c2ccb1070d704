import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ViewStorePort } from '#libs/projections/ports/view-store.port.js';
import { migrate } from '../../sql/migrate.js';
import { nodeSqliteDialect } from '../kysely/node-sqlite-dialect.js';
import { SqliteViewStore } from './sqlite-view-store.js';

const PAGE_CACHE_KIB = 65_536;
/** Pages: a busy row is copied into the file once for many batches. */
const WAL_PAGES = 32_768;

/** One database file seen from both sides: the projector's, and that of queries, which never wait for it (WAL). */
export interface SqliteViews<Schema> {
  readonly store: ViewStorePort;
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

/** Opens (or makes) the file and applies the migrations it lacks. */
export async function openSqliteViews<Schema>(
  path: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<SqliteViews<Schema>> {
  await bringUpToDate(path, migrations);
  const writer = open(path);
  const db = openForQueries<Schema>(path);
  return {
    store: new SqliteViewStore(writer),
    db,
    close: async () => {
      await db.destroy();
      writer.close();
    },
  };
}

/** Only to be asked, beside the process that writes to the file: nothing in it is changed, nor brought up to date. */
export function openForQueries<Schema>(path: string): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: nodeSqliteDialect(openQueryOnly(path)) });
}

async function bringUpToDate(path: string, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(open(path)) });
  try {
    await migrate(db, migrations, path);
  } finally {
    await db.destroy();
  }
}

/** What is in it can be rebuilt, so a power cut may cost the last commits (NORMAL), never a torn file. */
function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readBigInts: true });
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec(`PRAGMA cache_size = -${PAGE_CACHE_KIB}; PRAGMA wal_autocheckpoint = ${WAL_PAGES}`);
  return database;
}

function openQueryOnly(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readBigInts: true });
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA query_only = ON');
  return database;
}
