import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createAcknowledgementTables } from './create-acknowledgement-tables.js';
import { createWebhookTables } from './create-webhook-tables.js';

export const createDelivery: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createFeedCursors(db);
    await createAcknowledgementTables(db);
    await createWebhookTables(db);
  },
};

async function createFeedCursors(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feed_cursors')
    .addColumn('feed', 'text', (column) => column.primaryKey())
    .addColumn('ledger_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .execute();
}
