import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { AccountQueries, AccountView } from '../balances/balance-view.js';
import { pageOf, type Page, type PageRequest } from '../page.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { accountsTable } from './account-rows.js';

export class SqlAccountQueries implements AccountQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  async account(account: AccountId): Promise<AccountView | undefined> {
    const row = await this.db.selectFrom('accounts').selectAll().where('account', '=', account).executeTakeFirst();
    return row && accountsTable.decode(row);
  }

  async accounts({ after, limit }: PageRequest): Promise<Page<AccountView>> {
    const rows = await this.db
      .selectFrom('accounts')
      .selectAll()
      .where('account', '>', after ?? '')
      .orderBy('account')
      .limit(limit + 1)
      .execute();
    return pageOf(rows.map(accountsTable.decode), limit, ({ account }) => account);
  }
}
