import { sql, type RawBuilder, type Transaction } from 'kysely';
import { invariant, type AccountId } from '#libs/kernel/index.js';
import { accountsTable, type AccountRow } from '../accounts/account-rows.js';
import type { PeriodView } from '../accounts/account-view.js';
import { asPeriodView, periodRowKey, periodsTable } from '../accounts/period-rows.js';
import { overageAtSealTable, overageTable, type OverageRow } from '../overage/overage-rows.js';
import type { Table } from '../ports/view-store.port.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { moneyTable, type MoneyRow } from './money-rows.js';
import { usageTable, type UsageRow } from './usage-rows.js';

export type Read = Transaction<ViewsSchema>;

export interface PeriodKey {
  readonly account: AccountId;
  readonly period: number;
}

/** Everything the bill of one period is made of. */
export interface BillRows {
  readonly account: AccountRow;
  readonly period: PeriodView;
  readonly money: readonly MoneyRow[];
  /** As it is, or as it was when the period was sealed. */
  readonly overage: readonly OverageRow[];
  readonly usage: readonly UsageRow[];
}

/** In the order of the keys, each table asked once; all of periods that exist. */
export async function billRows(db: Read, keys: readonly PeriodKey[]): Promise<readonly BillRows[]> {
  if (keys.length === 0) return [];
  const accounts = new Map((await accountRows(db, keys)).map((row) => [row.account, row]));
  const periods = byPeriod(await rowsOf(db, periodsTable, keys));
  const money = byPeriod(await rowsOf(db, moneyTable, keys, ['number']));
  const overage = byPeriod(await rowsOf(db, overageTable, keys, OVERAGE_ORDER));
  const atSeal = byPeriod(await rowsOf(db, overageAtSealTable, keys, OVERAGE_ORDER));
  const usage = byPeriod(await rowsOf(db, usageTable, keys, USAGE_ORDER));
  return keys.map((key) => {
    const account = accounts.get(key.account);
    const [row] = periods.get(periodRowKey(key)) ?? [];
    invariant(
      account !== undefined && row !== undefined,
      `period ${periodRowKey(key)} is of an account that was opened`,
    );
    const period = asPeriodView(row);
    return {
      account,
      period,
      money: money.get(periodRowKey(key)) ?? [],
      overage: (period.sealed ? atSeal : overage).get(periodRowKey(key)) ?? [],
      usage: usage.get(periodRowKey(key)) ?? [],
    };
  });
}

const OVERAGE_ORDER = ['first_revision', 'policy', 'price_version'];
const USAGE_ORDER = ['model', 'tier', 'book', 'version', 'origin_period'];

async function accountRows(db: Read, keys: readonly PeriodKey[]): Promise<readonly AccountRow[]> {
  const accounts = [...new Set(keys.map(({ account }) => account))];
  const rows = await db.selectFrom('accounts').selectAll().where('account', 'in', accounts).execute();
  return rows.map(accountsTable.decode);
}

async function rowsOf<Row, Columns>(
  db: Read,
  table: Table<Row, Columns>,
  keys: readonly PeriodKey[],
  order: readonly string[] = [],
): Promise<readonly Row[]> {
  const values = sql.join(keys.map(keyValues));
  const columns = sql.join(['account', 'period', ...order].map((column) => sql.ref(column)));
  const { rows } = await sql<Columns>`
    select * from ${sql.table(table.name)} where (account, period) in (values ${values}) order by ${columns}
  `.execute(db);
  return rows.map((row) => table.decode(row));
}

/** With their types: PostgreSQL takes values nothing is said of for text. */
function keyValues({ account, period }: PeriodKey): RawBuilder<unknown> {
  return sql`(cast(${account} as text), cast(${period} as bigint))`;
}

function byPeriod<Row extends PeriodKey>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = periodRowKey(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
