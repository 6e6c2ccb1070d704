import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ViewStorePort } from '#libs/projections/ports/view-store.port.js';
import { migrate } from '../../sql/migrate.js';
import { connectionOptions, type ConnectionOptions, type PostgresAddress } from '../connection/connection-options.js';
import { PostgresPool, type PostgresTimeouts } from '../connection/postgres-pool.js';
import { BulkStatements } from './bulk-statements.js';
import { readColumnTypes } from './column-types.js';
import { PostgresViewStore } from './postgres-view-store.js';

export interface PostgresViewsOptions extends PostgresAddress {
  /** For queries, at once; the projector has one of its own besides. */
  readonly connections?: number;
  readonly timeouts?: Partial<PostgresTimeouts>;
}

/** One database seen from both sides: the projector's, and that of queries, which never wait for it. */
export interface PostgresViews<Schema> {
  readonly store: ViewStorePort;
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

const CONNECTIONS = 8;
/** A statement of the largest batch takes a second or two; another projector's whole batch, some seconds. */
const TIMEOUTS: PostgresTimeouts = { connect: 10_000, statement: 60_000, lock: 30_000 };
/** A transaction of a process that is gone, but whose connection is not, must not keep the lock. */
const WRITER_SESSION = ['SET idle_in_transaction_session_timeout = 60000'];
/** Figures that are read one after the other in one transaction are of one position. */
const READER_SESSION = [
  'SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
  ...WRITER_SESSION,
];

/** Applies the migrations the database lacks and opens it. Any number of processes may do so at once. */
export async function openPostgresDatabase<Schema>(
  options: PostgresViewsOptions,
  migrations: Readonly<Record<string, Migration>>,
): Promise<PostgresViews<Schema>> {
  const connection = connectionOptions(options);
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  await bringUpToDate(connection, timeouts, migrations);
  const connections = options.connections ?? CONNECTIONS;
  const reading = new PostgresPool({ connection, connections, session: READER_SESSION, timeouts });
  const writing = new PostgresPool({ connection, connections: 1, session: WRITER_SESSION, timeouts });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: reading }) });
  const close = async () => {
    await db.destroy();
    await writing.end();
  };
  try {
    const statements = new BulkStatements(await readColumnTypes(db));
    return { store: new PostgresViewStore(writing, statements), db, close };
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** Without limit of time: an index over a large table takes as long as it takes, and the next process waits for it. */
async function bringUpToDate(
  connection: ConnectionOptions,
  { connect }: PostgresTimeouts,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const timeouts = { connect, statement: 0, lock: 0 };
  const pool = new PostgresPool({ connection, connections: 2, session: [], timeouts });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const name = `database ${connection.database} on ${connection.host}:${connection.port}`;
  try {
    await expectUtf8(db, name);
    await migrate(db, migrations, name);
  } finally {
    await db.destroy();
  }
}

/** In another encoding some names could not be stored, and their bytes would have another order. */
async function expectUtf8(db: Kysely<unknown>, name: string): Promise<void> {
  const { rows } = await sql<{ readonly encoding: string }>`
    select pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()
  `.execute(db);
  const encoding = rows[0]?.encoding;
  if (encoding !== 'UTF8') throw new Error(`${name} is encoded in ${encoding}; it must be made with ENCODING 'UTF8'`);
}
