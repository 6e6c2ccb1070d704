import type { PostgresPoolClient } from 'kysely';
import type { ViewStorePort, ViewTransaction } from '#libs/projections/ports/view-store.port.js';
import type { PostgresPool } from '../connection/postgres-pool.js';
import type { BulkStatements } from './bulk-statements.js';
import { PostgresViewTransaction } from './postgres-view-transaction.js';

/** Any number: tells this lock from others in the same database. The second half is the table it stands for. */
const WRITER = 0x544c;

/**
 * A second projector waits at the lock, before it reads anything it could act on. The lock belongs to the transaction, so
 * it cannot be left behind. Each statement sees what was committed before it (READ COMMITTED): a snapshot taken for the
 * whole transaction would be taken by the first statement, the one that waits, and show what was there before the wait.
 */
const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE';
const LOCK = `SELECT pg_advisory_xact_lock(${WRITER}, 'checkpoints'::regclass::oid::int4)`;

/** The transaction did not happen, though no statement of it that was waited for failed. */
export class TransactionAborted extends Error {
  override readonly name = 'TransactionAborted';
  readonly code = 'transaction_aborted';
  readonly retriable = false;
}

/** Read models in PostgreSQL: rows in bulk, each transaction on a connection of its own. */
export class PostgresViewStore implements ViewStorePort {
  constructor(
    private readonly pool: PostgresPool,
    private readonly statements: BulkStatements,
  ) {}

  async transaction<Result>(work: (transaction: ViewTransaction) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let isOpen = false;
    try {
      await client.query(BEGIN, []);
      isOpen = true;
      await client.query(LOCK, []);
      const result = await work(new PostgresViewTransaction(client, this.statements));
      await commit(client);
      isOpen = false;
      return result;
    } finally {
      client.release(isOpen && !(await isRolledBack(client)));
    }
  }
}

/** Where a statement had failed and the work went on, the server rolls back, and does not call that an error. */
async function commit(client: PostgresPoolClient): Promise<void> {
  const { command } = await client.query('COMMIT', []);
  if (command !== 'COMMIT') throw new TransactionAborted('a statement failed, so the transaction was rolled back');
}

/** A connection that cannot even do that is closed, which rolls back as well. */
async function isRolledBack(client: PostgresPoolClient): Promise<boolean> {
  return client.query('ROLLBACK', []).then(
    () => true,
    () => false,
  );
}
