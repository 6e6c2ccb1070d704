import { sql, type CreateTableBuilder, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

type Columns = Readonly<Record<string, 'text' | 'integer' | 'text?' | 'integer?'>>;

/** `row_no` is the store's own: a row that is written again and again is found by it instead of by its key. */
async function createTable(db: Kysely<unknown>, name: string, key: readonly string[], columns: Columns): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema
    .createTable(name)
    .addColumn('row_no', 'integer', (definition) => definition.primaryKey());
  for (const [column, type] of Object.entries(columns)) {
    table = table.addColumn(column, type === 'text' || type === 'text?' ? 'text' : 'integer', (definition) =>
      type.endsWith('?') ? definition : definition.notNull(),
    );
  }
  await table
    .addUniqueConstraint(`${name}_key`, [...key])
    .modifyEnd(sql`strict`)
    .execute();
}

export const createViews: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createCheckpoints(db);
    await createAccounts(db);
    await createBalances(db);
    await createAlerts(db);
    await createInvoiceLines(db);
    await createTable(db, 'usage_conflicts', ['account', 'charged_revision', 'revision'], {
      account: 'text',
      charged_revision: 'integer',
      revision: 'integer',
    });
  },
};

async function createCheckpoints(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'checkpoints', ['projection'], {
    projection: 'text',
    version: 'integer',
    ledger_id: 'text',
    position: 'integer',
    record_id: 'text',
  });
}

async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'accounts', ['account'], {
    account: 'text',
    kind: 'text',
    opened_at: 'integer',
    currency: 'text',
    zone: 'text',
    billing_day: 'integer',
    overage_policy: 'text',
    tariff_book: 'text',
    alert_rules: 'text',
  });
  await createTable(db, 'periods', ['account', 'period'], {
    account: 'text',
    period: 'integer',
    starts_at: 'integer',
    ends_at: 'integer',
    zone: 'text',
    billing_day: 'integer',
  });
}

async function createBalances(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'balances', ['account'], {
    account: 'text',
    remaining_micro: 'integer',
    overage_micro: 'integer',
    period: 'integer',
    used_micro: 'integer',
    revision: 'integer',
    position: 'integer',
  });
  await createTable(db, 'grants', ['account', 'grant_id'], {
    account: 'text',
    grant_id: 'text',
    source: 'text',
    priority: 'integer',
    amount_micro: 'integer',
    consumed_micro: 'integer',
    remaining_micro: 'integer',
    eligible_from: 'integer',
    expires_at: 'integer?',
    scope: 'text?',
  });
  await createTable(db, 'members', ['account', 'member'], {
    account: 'text',
    member: 'text',
    known: 'integer',
    period: 'integer',
    used_micro: 'integer',
  });
}

async function createAlerts(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'alert_states', ['account'], {
    account: 'text',
    period: 'integer',
    generation: 'integer',
    unscoped_base_micro: 'integer',
    unscoped_remaining_micro: 'integer',
    scoped_base_micro: 'integer',
    scoped_remaining_micro: 'integer',
    grants: 'text',
    thresholds: 'text',
    crossings: 'text',
  });
  await createTable(db, 'alerts', ['id'], {
    id: 'text',
    account: 'text',
    kind: 'text',
    threshold: 'integer',
    generation: 'integer',
    state: 'text',
    fired_at: 'integer',
    cleared_at: 'integer?',
    base_micro: 'integer',
    remaining_micro: 'integer',
    position: 'integer',
  });
  await db.schema.createIndex('alerts_in_order').on('alerts').columns(['position', 'id']).execute();
  await db.schema.createIndex('alerts_of_account').on('alerts').columns(['account', 'position', 'id']).execute();
}

async function createInvoiceLines(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'invoice_usage', ['account', 'period', 'tier', 'book', 'version', 'model'], {
    account: 'text',
    period: 'integer',
    tier: 'text',
    book: 'text',
    version: 'integer',
    model: 'text',
    kinds: 'text',
  });
  await createTable(db, 'invoice_overage', ['account', 'period', 'policy', 'price_version'], {
    account: 'text',
    period: 'integer',
    policy: 'text',
    price_version: 'integer',
    credits_micro: 'integer',
    events: 'integer',
    first_revision: 'integer',
    last_revision: 'integer',
  });
  await createTable(db, 'invoice_purchases', ['account', 'grant_id'], {
    account: 'text',
    grant_id: 'text',
    source: 'text',
    recorded_at: 'integer',
    revision: 'integer',
    credits_micro: 'integer',
    amount_minor: 'integer',
    currency: 'text',
    tax_included: 'integer',
    payment_ref: 'text?',
  });
}
