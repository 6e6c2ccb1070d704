import type { Kysely, Transaction } from 'kysely';
import { ZERO_CREDITS, type AccountId, type Instant } from '#libs/kernel/index.js';
import { compareBurnOrder } from '#libs/ledger/contract.js';
import { periodView } from '../accounts/period-view.js';
import { pageOf, type Page, type PageRequest } from '../page.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { balancesTable, membersTable } from './balance-rows.js';
import type { BalanceQueries, BalanceView, GrantView, MemberView } from './balance-view.js';
import { grantsTable } from './grant-rows.js';
import { grantView } from './grant-view.js';
import { judgeAccount } from './judge-account.js';
import { judgeGrants } from './judge-grants.js';

export class SqlBalanceQueries implements BalanceQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  /** One transaction, so that the figures are of one position. */
  balance(account: AccountId, at: Instant): Promise<BalanceView | undefined> {
    return this.db.transaction().execute((transaction) => readBalance(transaction, account, at));
  }

  async grants(account: AccountId, { after, limit }: PageRequest): Promise<Page<GrantView>> {
    const rows = await this.db
      .selectFrom('grants')
      .selectAll()
      .where('account', '=', account)
      .where('grant_id', '>', after ?? '')
      .orderBy('grant_id')
      .limit(limit + 1)
      .execute();
    return pageOf(rows.map(grantsTable.decode).map(grantView), limit, ({ grant }) => grant);
  }

  async members(account: AccountId, { after, limit }: PageRequest): Promise<Page<MemberView>> {
    const balance = await this.db
      .selectFrom('balances')
      .select('period')
      .where('account', '=', account)
      .executeTakeFirst();
    const rows = await this.db
      .selectFrom('members')
      .selectAll()
      .where('account', '=', account)
      .where('member', '>', after ?? '')
      .orderBy('member')
      .limit(limit + 1)
      .execute();
    const members = rows.map(membersTable.decode).map(({ member, known, limitMicro, period, usedMicro }) => ({
      member,
      known,
      usedThisPeriodMicro: period === Number(balance?.period) ? usedMicro : ZERO_CREDITS,
      limitMicro,
    }));
    return pageOf(members, limit, ({ member }) => member);
  }
}

async function readBalance(
  db: Transaction<ViewsSchema>,
  account: AccountId,
  at: Instant,
): Promise<BalanceView | undefined> {
  const columns = await db.selectFrom('balances').selectAll().where('account', '=', account).executeTakeFirst();
  if (columns === undefined) return undefined;
  const row = balancesTable.decode(columns);
  const grants = await liveGrants(db, account);
  return {
    account,
    at,
    remainingMicro: row.remainingMicro,
    ...judgeGrants(grants, at),
    overageMicro: row.overageMicro,
    ...(await judgeAccount(db, account, grants, at)),
    period: (await periodView(db, account)) ?? null,
    usedThisPeriodMicro: row.usedMicro,
    grants,
    revision: row.revision,
    position: await shownPosition(db, 'balances'),
  };
}

async function liveGrants(db: Transaction<ViewsSchema>, account: AccountId): Promise<readonly GrantView[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('account', '=', account)
    .where('remaining_micro', '>', 0n)
    .execute();
  return rows.map(grantsTable.decode).map(grantView).sort(compareBurnOrder);
}
