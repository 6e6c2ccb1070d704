import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import { CursorInvalid, pageOf, type Page, type PageRequest } from '../page.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { PeriodView } from './account-view.js';
import { asPeriodView, periodsTable } from './period-rows.js';

/** Absent number: the newest. */
export async function periodView(
  db: Kysely<ViewsSchema>,
  account: AccountId,
  period?: number,
): Promise<PeriodView | undefined> {
  let query = db.selectFrom('periods').selectAll().where('account', '=', account);
  if (period !== undefined) query = query.where('period', '=', BigInt(period));
  const columns = await query.orderBy('period', 'desc').limit(1).executeTakeFirst();
  return columns && asPeriodView(periodsTable.decode(columns));
}

/** Oldest first. */
export async function unsealedPeriods(db: Kysely<ViewsSchema>, account: AccountId): Promise<readonly PeriodView[]> {
  const rows = await db
    .selectFrom('periods')
    .selectAll()
    .where('account', '=', account)
    .where('sealed_at', 'is', null)
    .orderBy('period')
    .execute();
  return rows.map(periodsTable.decode).map(asPeriodView);
}

export async function periodPage(
  db: Kysely<ViewsSchema>,
  account: AccountId,
  { after, limit }: PageRequest,
): Promise<Page<PeriodView>> {
  const rows = await db
    .selectFrom('periods')
    .selectAll()
    .where('account', '=', account)
    .where('period', '>', after === undefined ? -1n : numberOf(after))
    .orderBy('period')
    .limit(limit + 1)
    .execute();
  return pageOf(rows.map(periodsTable.decode).map(asPeriodView), limit, ({ period }) => String(period));
}

function numberOf(cursor: string): bigint {
  if (!/^\d{1,9}$/.test(cursor)) throw new CursorInvalid(cursor);
  return BigInt(cursor);
}
