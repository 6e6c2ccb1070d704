import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';

export async function createAccounts(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'accounts', ['account'], {
    account: 'text',
    kind: 'text',
    standing: 'text',
    opened_at: 'integer',
    currency: 'text',
    zone: 'text',
    billing_day: 'integer',
    overage_policy: 'text',
    overage_prices: 'text',
    tariff_books: 'text',
    alert_rules: 'text',
  });
  await createTable(db, 'periods', ['account', 'period'], {
    account: 'text',
    period: 'integer',
    starts_at: 'integer',
    ends_at: 'integer',
    zone: 'text',
    billing_day: 'integer',
    sealed_at: 'integer?',
    used_micro: 'integer?',
    total_minor: 'integer?',
  });
}

export async function createSelling(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'subscriptions', ['account', 'subscription'], {
    account: 'text',
    subscription: 'text',
    started_at: 'integer',
    term_starts_at: 'integer',
    term_ends_at: 'integer',
    occurrences: 'integer',
    allowance_micro: 'integer',
    grant_id: 'text?',
    agreed: 'text',
    change: 'text?',
    ended: 'text?',
  });
  await createTable(db, 'transfers', ['account', 'transfer'], {
    account: 'text',
    transfer: 'text',
    receiver: 'text',
    amount_micro: 'integer',
    sent_at: 'integer',
  });
}

export async function createBalances(db: Kysely<unknown>): Promise<void> {
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
    remaining_micro: 'integer',
    consumed_micro: 'integer',
    held_micro: 'integer',
    ended: 'integer',
    outflows: 'text?',
    source: 'text',
    priority: 'integer',
    amount_micro: 'integer',
    eligible_from: 'integer',
    expires_at: 'integer?',
    scope: 'text?',
    cost_basis: 'text?',
    rollover_max_micro: 'integer?',
  });
  await createTable(db, 'members', ['account', 'member'], {
    account: 'text',
    member: 'text',
    period: 'integer',
    used_micro: 'integer',
    known: 'integer',
    limit_micro: 'integer?',
    generation: 'integer',
  });
}

export async function createOwedAndHeld(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'reservations', ['account', 'reservation'], {
    account: 'text',
    reservation: 'text',
    held_micro: 'integer',
    headroom_micro: 'integer',
    member: 'text?',
    app: 'text?',
    model: 'text',
    tier: 'text',
    amount_micro: 'integer',
    made_at: 'integer',
    expires_at: 'integer',
    revision: 'integer',
  });
}
