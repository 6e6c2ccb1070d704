import type { Kysely } from 'kysely';

export async function createAcknowledgementTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invoice_acknowledgements')
    .addColumn('ledger_id', 'text', (column) => column.notNull())
    .addColumn('client', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('ordinal', 'integer')
    .addColumn('acknowledged_at', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('invoice_acknowledgements_key', ['ledger_id', 'client'])
    .execute();
}
