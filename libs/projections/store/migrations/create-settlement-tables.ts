import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';

export async function createSettlement(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'settled_usage', ['month', 'place'], {
    month: 'text',
    place: 'text',
    kinds: 'text',
    drawn: 'text',
  });
  await createTable(db, 'credit_flows', ['month', 'flow'], { month: 'text', flow: 'text', sums: 'text' });
  await createTable(db, 'credit_lots', ['account', 'holder'], { account: 'text', holder: 'text', lot: 'text' });
  await createTable(db, 'overage_payers', ['account', 'bucket'], { account: 'text', bucket: 'text', payers: 'text' });
  await createTable(db, 'settled_accounts', ['account'], { account: 'text', currency: 'text' });
}
