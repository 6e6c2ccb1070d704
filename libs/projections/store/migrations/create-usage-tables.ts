import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';

export async function createUsageHours(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'usage_hours', ['account', 'hour', 'member', 'model'], {
    account: 'text',
    hour: 'integer',
    member: 'text',
    model: 'text',
    calls: 'integer',
    kinds: 'text',
  });
}

export async function createRequestPages(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'request_pages', ['account', 'page'], {
    account: 'text',
    page: 'integer',
    requests: 'text?',
    parents: 'text?',
    reservations: 'text?',
  });
}
