import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';

export async function createInvoiceLines(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'invoice_usage', ['account', 'period', 'tier', 'book', 'version', 'origin_period', 'model'], {
    account: 'text',
    period: 'integer',
    tier: 'text',
    book: 'text',
    version: 'integer',
    origin_period: 'integer',
    model: 'text',
    kinds: 'text',
  });
  await createTable(db, 'invoice_money', ['account', 'period', 'number'], {
    account: 'text',
    period: 'integer',
    number: 'integer',
    line: 'text',
    payment_ref: 'text?',
    revision: 'integer',
    tax_category: 'text',
    corrects_reference: 'text?',
    sealed: 'integer',
  });
  await createTable(db, 'invoice_seals', ['account', 'period'], {
    account: 'text',
    period: 'integer',
    position: 'integer',
    sealed_at: 'integer',
  });
  await db.schema.createIndex('invoice_seals_in_order').on('invoice_seals').column('position').unique().execute();
}

/** Overage as it is, and as it was when its period was sealed: in the same columns. */
export async function createOverage(db: Kysely<unknown>): Promise<void> {
  for (const table of ['overage', 'overage_at_seal']) {
    await createTable(db, table, ['account', 'period', 'policy', 'price_version'], {
      account: 'text',
      period: 'integer',
      policy: 'text',
      price_version: 'integer',
      created_micro: 'integer',
      open_micro: 'integer',
      repaid_micro: 'integer',
      billed_micro: 'integer',
      written_off_micro: 'integer',
      reversed_micro: 'integer',
      events: 'integer',
      first_revision: 'integer',
      last_revision: 'integer',
    });
  }
}
