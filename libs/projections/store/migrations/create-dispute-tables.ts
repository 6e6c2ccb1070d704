import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';

export async function createDisputes(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'disputes', ['account', 'dispute'], {
    account: 'text',
    dispute: 'text',
    source: 'text',
    id: 'text',
    charged_revision: 'integer',
    disputed_revision: 'integer',
    ground: 'text',
    state: 'text',
    opened_at: 'integer',
    resolution: 'text?',
  });
  await db.schema.createIndex('disputes_of_debit').on('disputes').columns(['account', 'charged_revision']).execute();
  await db.schema.createIndex('disputes_by_state').on('disputes').columns(['state', 'account', 'dispute']).execute();
}
