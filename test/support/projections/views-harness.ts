import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { sql } from 'kysely';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import { openViews } from '#libs/platform/sqlite/views/index.js';
import { createProjector, createReadModels, PROJECTION_NAMES } from '#libs/projections/index.js';
import type { Projector, ProjectorOptions, ReadModels, Views } from '#libs/projections/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';

export const TABLES = [
  'accounts',
  'periods',
  'subscriptions',
  'transfers',
  'balances',
  'grants',
  'members',
  'overage',
  'overage_at_seal',
  'reservations',
  'alert_states',
  'alerts',
  'member_crossings',
  'invoice_usage',
  'invoice_money',
  'invoice_seals',
  'usage_conflicts',
  'grant_expiries',
  'timers',
  'usage_hours',
  'request_pages',
  'disputes',
  'settled_usage',
  'credit_flows',
  'credit_lots',
  'overage_payers',
  'settled_accounts',
] as const;

export type Rows = Readonly<Record<string, readonly unknown[]>>;

/** Lets somebody use empty read models. */
export type ViewsEngine = <Result>(use: (views: Views) => Promise<Result>) => Promise<Result>;

/** Read models in a folder of their own, which is removed afterwards. */
export const onSqlite: ViewsEngine = async (use) => {
  const folder = mkdtempSync(join(tmpdir(), 'views-'));
  const views = await openViews(join(folder, 'views.db'));
  try {
    return await use(views);
  } finally {
    await views.close();
    rmSync(folder, { recursive: true });
  }
};

let engine: ViewsEngine = onSqlite;

/** Lets everything below run on another engine: before the specs that do not care are imported. */
export function useViewsEngine(other: ViewsEngine): void {
  engine = other;
}

export function withViews<Result>(use: (views: Views) => Promise<Result>): Promise<Result> {
  return engine(use);
}

export function recordId({ stream, revision, event }: RecordedEvent): string {
  return `${stream}@${revision}:${event.type}`;
}

export function projectorOf(
  views: Pick<Views, 'store'>,
  reader: JournalReader,
  options: Partial<ProjectorOptions> = {},
): Projector {
  return createProjector({ reader, views, ledgerId: 'ledger-1', recordId, now: () => 0, pollMs: 5, ...options });
}

/** As while one read model is derived anew: the others are ahead of it. */
export function setBack({ store }: Pick<Views, 'store'>, projection: string, position: number): Promise<boolean> {
  return store.transaction(async (transaction) => {
    const from = (await transaction.checkpoint(projection))!;
    return transaction.moveCheckpoint(from, { ...from, position });
  });
}

/** Everything a projection wrote, in the order of the keys, without the store's own numbers. */
export async function rowsOf(views: Views): Promise<Rows> {
  const tables: Record<string, readonly unknown[]> = {};
  for (const table of TABLES) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)} order by 2, 3`.execute(
      views.db,
    );
    tables[table] = rows.map(({ row_no: _, ...row }) => JSON.stringify(row, bigintsAsText)).sort();
  }
  return tables;
}

function bigintsAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}

/**
 * Projects a whole journal, then answers questions about it; after the journal was told again, with every record more
 * than once, gave the same rows (J3, J8).
 */
export function afterProjecting<Result>(
  reader: JournalReader,
  ask: (models: ReadModels, views: Views) => Promise<Result>,
): Promise<Result> {
  return withViews(async (views) => {
    await projectorOf(views, reader).catchUp();
    await expectSameRowsRebuilt(views, reader);
    return ask(createReadModels(views, reader, sha256), views);
  });
}

/** In small pieces, so that there is something to be told again. */
const PIECES = { piece: 5, largest: 20 };

async function expectSameRowsRebuilt(views: Views, reader: JournalReader): Promise<void> {
  const live = await rowsOf(views);
  await projectorOf(views, stuttering(reader, 3), { batch: PIECES }).rebuild(PROJECTION_NAMES);
  expect(await rowsOf(views)).toEqual(live);
}

/** Tells what it has told before whenever there is something new: at least once, as feeds may. */
export function stuttering(reader: JournalReader, records: number): JournalReader {
  return {
    stream: (stream, from, limit) => reader.stream(stream, from, limit),
    head: () => reader.head(),
    findKey: (key) => reader.findKey(key),
    async all(after, limit) {
      const fresh = await reader.all(after, limit);
      if (fresh.length === 0 || limit === 1) return [];
      const from = Math.max(0, after - records);
      return reader.all(from, after - from + fresh.length);
    },
  };
}
