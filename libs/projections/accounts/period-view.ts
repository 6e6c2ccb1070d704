import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { PeriodView } from '../balances/balance-view.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { periodsTable, type PeriodRow } from './account-rows.js';

export async function periodView(
  db: Kysely<ViewsSchema>,
  account: AccountId,
  period: number,
): Promise<PeriodView | null> {
  const columns = await db
    .selectFrom('periods')
    .selectAll()
    .where('account', '=', account)
    .where('period', '=', BigInt(period))
    .executeTakeFirst();
  return columns === undefined ? null : asView(periodsTable.decode(columns));
}

/** Oldest first. */
export async function periodViews(db: Kysely<ViewsSchema>, account: AccountId): Promise<readonly PeriodView[]> {
  const rows = await db.selectFrom('periods').selectAll().where('account', '=', account).orderBy('period').execute();
  return rows.map(periodsTable.decode).map(asView);
}

function asView({ period, startsAt, endsAt, zone }: PeriodRow): PeriodView {
  return { period, startsAt, endsAt, zone };
}
