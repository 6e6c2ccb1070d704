import pg from 'pg';
import type { PostgresPool as KyselyPool, PostgresPoolClient } from 'kysely';
import type { ConnectionOptions } from './connection-options.js';
import { asPostgresFault, isAnswer } from './postgres-unavailable.js';

export interface PoolOptions {
  readonly connection: ConnectionOptions;
  readonly connections: number;
  /** Every statement of the session, before its first use. */
  readonly session: readonly string[];
  readonly timeouts: PostgresTimeouts;
}

/** Our own, in milliseconds: a server that is frozen, or a network that swallows packets, never answers by itself. */
export interface PostgresTimeouts {
  /** To connect, or to get a free connection. */
  readonly connect: number;
  /** For one statement, on the server; ours runs out a little later. 0: none. */
  readonly statement: number;
  /** To wait for another transaction's lock. */
  readonly lock: number;
}

/** What our clock gives the server to say itself that its time was up. */
const ANSWER_MS = 2_000;

/** Connections to one database, for kysely and for us. One that did not answer is never used again. */
export class PostgresPool implements KyselyPool {
  readonly options: object;
  private readonly pool: pg.Pool;

  constructor({ connection, connections, session, timeouts }: PoolOptions) {
    const { connect, statement, lock } = timeouts;
    const settings = [`SET statement_timeout = ${statement}`, `SET lock_timeout = ${lock}`, ...session];
    this.pool = new pg.Pool({
      ...connection,
      max: connections,
      connectionTimeoutMillis: connect,
      ...(statement > 0 && { query_timeout: statement + ANSWER_MS }),
      keepAlive: true,
      application_name: 'token-ledger',
      types: { getTypeParser: getTypeParser as typeof pg.types.getTypeParser },
      // Waited for before the first use, though its type does not say so.
      onConnect: (client): unknown => client.query(settings.join('; ')),
    });
    this.options = this.pool.options;
    // Without a listener the loss of a connection nobody is using ends the process.
    this.pool.on('error', ignore);
    this.pool.on('connect', (client) => void client.on('error', ignore));
  }

  async connect(): Promise<PostgresPoolClient> {
    try {
      return new PooledClient(await this.pool.connect());
    } catch (fault) {
      throw asPostgresFault(fault);
    }
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

class PooledClient implements PostgresPoolClient {
  private isBroken = false;

  constructor(private readonly client: pg.PoolClient) {}

  // `query` is the driver's own: several kinds of calls under one name, of which this is the one that is used.
  query = (async (sql: string, parameters: readonly unknown[] = []) => {
    try {
      return await this.client.query(sql, [...parameters]);
    } catch (fault) {
      // Still at work on what we gave up, perhaps: the next who gets it would wait behind that.
      this.isBroken ||= !isAnswer(fault);
      throw asPostgresFault(fault);
    }
  }) as unknown as PostgresPoolClient['query'];

  release(destroy = false): void {
    this.client.release(destroy || this.isBroken);
  }
}

const BIGINT = 20;

/** Whole numbers as bigint; the driver would give text, so as not to round them. */
function getTypeParser(type: number, format?: 'text' | 'binary'): unknown {
  return type === BIGINT ? BigInt : (pg.types.getTypeParser(type, format) as unknown);
}

/** Whoever has a statement under way is told by it, and the next one connects anew. */
function ignore(): void {}
