import type { Kysely, Transaction } from 'kysely';
import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { compareBurnOrder } from '#libs/ledger/contract.js';
import { periodView } from '../accounts/period-view.js';
import { pageOf, type Page, type PageRequest } from '../page.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { balancesTable } from './balance-rows.js';
import type { BalanceQueries, BalanceView, GrantView, MemberView } from './balance-view.js';
import { grantsTable } from './grant-rows.js';
import { grantView } from './grant-view.js';
import { judgeAccount } from './judge-account.js';
import { judgeGrants } from './judge-grants.js';
import { readMembers } from './read-members.js';

export class SqlBalanceQueries implements BalanceQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  /** One transaction, so that the figures are of one position. */
  balance(account: AccountId, at: Instant): Promise<BalanceView | undefined> {
    return this.db.transaction().execute((transaction) => readBalance(transaction, account, at));
  }

  async grants(account: AccountId, { after, limit }: PageRequest, at: Instant): Promise<Page<GrantView>> {
    const rows = await this.db
      .selectFrom('grants')
      .selectAll()
      .where('account', '=', account)
      .where('grant_id', '>', after ?? '')
      .orderBy('grant_id')
      .limit(limit + 1)
      .execute();
    const grants = rows.map((row) => grantView(grantsTable.decode(row), at));
    return pageOf(grants, limit, ({ grant }) => grant);
  }

  members(account: AccountId, page: PageRequest): Promise<Page<MemberView>> {
    return this.db.transaction().execute((transaction) => readMembers(transaction, account, page));
  }

  async changed(accounts: readonly AccountId[], after: Position): Promise<readonly AccountId[]> {
    if (accounts.length === 0) return [];
    const rows = await this.db
      .selectFrom('balances')
      .select('account')
      .where('account', 'in', [...accounts])
      .where('position', '>', BigInt(after))
      .execute();
    return rows.map(({ account }) => account);
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
  const grants = await liveGrants(db, account, at);
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

async function liveGrants(
  db: Transaction<ViewsSchema>,
  account: AccountId,
  at: Instant,
): Promise<readonly GrantView[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('account', '=', account)
    .where('remaining_micro', '>', 0n)
    .execute();
  return rows.map((row) => grantView(grantsTable.decode(row), at)).sort(compareBurnOrder);
}
