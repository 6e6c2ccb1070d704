import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createAccounts, createBalances, createOwedAndHeld, createSelling } from './create-account-tables.js';
import { createDisputes } from './create-dispute-tables.js';
import { createInvoiceLines, createOverage } from './create-invoice-tables.js';
import { createSettlement } from './create-settlement-tables.js';
import { createTable } from './create-table.js';
import { createRequestPages, createUsageHours } from './create-usage-tables.js';

export const createViews: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createCheckpoints(db);
    await createAccounts(db);
    await createSelling(db);
    await createBalances(db);
    await createOwedAndHeld(db);
    await createAlerts(db);
    await createOverage(db);
    await createInvoiceLines(db);
    await createTable(db, 'usage_conflicts', ['account', 'charged_revision', 'revision'], {
      account: 'text',
      charged_revision: 'integer',
      revision: 'integer',
    });
    await createTimers(db);
    await createUsageHours(db);
    await createRequestPages(db);
    await createSettlement(db);
    await createDisputes(db);
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
  await createTable(db, 'member_crossings', ['account'], {
    account: 'text',
    generation: 'integer',
    crossings: 'text',
  });
  await createTable(db, 'alerts', ['id'], {
    id: 'text',
    account: 'text',
    member: 'text?',
    kind: 'text',
    threshold: 'integer',
    generation: 'integer',
    state: 'text',
    fired_at: 'integer',
    cleared_at: 'integer?',
    base_micro: 'integer',
    remaining_micro: 'integer',
    position: 'integer',
    cleared_position: 'integer?',
  });
  await db.schema.createIndex('alerts_cleared').on('alerts').column('cleared_position').execute();
  await db.schema.createIndex('alerts_in_order').on('alerts').columns(['position', 'id']).execute();
  await db.schema.createIndex('alerts_of_account').on('alerts').columns(['account', 'position', 'id']).execute();
}

async function createTimers(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'timers', ['account', 'kind', 'subject'], {
    account: 'text',
    kind: 'text',
    subject: 'text',
    due_at: 'integer',
    grace: 'integer',
  });
  await createTable(db, 'grant_expiries', ['account', 'grant_id'], {
    account: 'text',
    grant_id: 'text',
    due_at: 'integer',
  });
  await db.schema.createIndex('timers_in_order').on('timers').columns(['grace', 'due_at', 'account']).execute();
  await db.schema.createIndex('grant_expiries_in_order').on('grant_expiries').columns(['due_at', 'account']).execute();
}
