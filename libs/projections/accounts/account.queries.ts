import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import { pageOf, type Page, type PageRequest } from '../page.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { accountsTable, type AccountRow } from './account-rows.js';
import type { AccountQueries, AccountView, PeriodView, SubscriptionView, TransferView } from './account-view.js';
import { periodPage } from './period-view.js';
import { subscriptionsTable } from './subscription-rows.js';
import { transfersTable } from './transfer-rows.js';

export class SqlAccountQueries implements AccountQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  async account(account: AccountId): Promise<AccountView | undefined> {
    const row = await this.db.selectFrom('accounts').selectAll().where('account', '=', account).executeTakeFirst();
    return row && accountView(accountsTable.decode(row));
  }

  async accounts({ after, limit }: PageRequest): Promise<Page<AccountView>> {
    const rows = await this.db
      .selectFrom('accounts')
      .selectAll()
      .where('account', '>', after ?? '')
      .orderBy('account')
      .limit(limit + 1)
      .execute();
    return pageOf(rows.map(accountsTable.decode).map(accountView), limit, ({ account }) => account);
  }

  async subscriptions(account: AccountId, { after, limit }: PageRequest): Promise<Page<SubscriptionView>> {
    const rows = await this.db
      .selectFrom('subscriptions')
      .selectAll()
      .where('account', '=', account)
      .where('subscription', '>', after ?? '')
      .orderBy('subscription')
      .limit(limit + 1)
      .execute();
    const views = rows.map(subscriptionsTable.decode).map(withoutAccount);
    return pageOf(views, limit, ({ subscription }) => subscription);
  }

  async transfers(account: AccountId, { after, limit }: PageRequest): Promise<Page<TransferView>> {
    const rows = await this.db
      .selectFrom('transfers')
      .selectAll()
      .where('account', '=', account)
      .where('transfer', '>', after ?? '')
      .orderBy('transfer')
      .limit(limit + 1)
      .execute();
    return pageOf(rows.map(transfersTable.decode).map(withoutAccount), limit, ({ transfer }) => transfer);
  }

  periods(account: AccountId, page: PageRequest): Promise<Page<PeriodView>> {
    return periodPage(this.db, account, page);
  }
}

function accountView({ overagePrices: _, ...view }: AccountRow): AccountView {
  return view;
}

function withoutAccount<Row extends { readonly account: AccountId }>({
  account: _,
  ...view
}: Row): Omit<Row, 'account'> {
  return view;
}
