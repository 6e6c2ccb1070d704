import { sql, type Kysely } from 'kysely';

/** Of what is still to be sent only: what was sent is many times more. */
const PENDING_INDEXES = {
  lines: `CREATE INDEX webhook_deliveries_line ON webhook_deliveries (endpoint, account, number) WHERE state = 'pending'`,
  due: `CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint, next_attempt_at, number) WHERE state = 'pending'`,
};

export async function createWebhookTables(db: Kysely<unknown>): Promise<void> {
  await createEndpoints(db);
  await createMessages(db);
  await createDeliveries(db);
  await createAttempts(db);
}

async function createEndpoints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_endpoints')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('event_types', 'text', (column) => column.notNull())
    .addColumn('accounts', 'text')
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('old_secret', 'text')
    .addColumn('old_secret_ends_at', 'integer')
    .addColumn('disabled_reason', 'text')
    .addColumn('disabled_at', 'integer')
    .addColumn('failing_since_at', 'integer')
    .addColumn('quiet_until_at', 'integer')
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .execute();
}

async function createMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_messages')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .execute();
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('endpoint', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('next_attempt_at', 'integer')
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .addColumn('finished_at', 'integer')
    .addUniqueConstraint('webhook_deliveries_once', ['endpoint', 'message'])
    .execute();
  const { lines, due } = PENDING_INDEXES;
  await sql.raw(lines).execute(db);
  await sql.raw(due).execute(db);
  await db.schema
    .createIndex('webhook_deliveries_finished')
    .on('webhook_deliveries')
    .columns(['finished_at'])
    .execute();
  await db.schema.createIndex('webhook_deliveries_of_message').on('webhook_deliveries').columns(['message']).execute();
}

async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_attempts')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('delivery', 'integer', (column) => column.notNull())
    .addColumn('at', 'integer', (column) => column.notNull())
    .addColumn('duration_ms', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('error', 'text')
    .addColumn('answer', 'text')
    .execute();
  await db.schema
    .createIndex('webhook_attempts_of_delivery')
    .on('webhook_attempts')
    .columns(['delivery', 'number'])
    .execute();
}
