import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import { CursorInvalid, pageOf, type Page, type PageRequest } from '../page.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { disputeRowKey, disputesTable } from './dispute-rows.js';
import type { DisputeFilter, DisputeQueries, DisputeView } from './dispute-view.js';

export class SqlDisputeQueries implements DisputeQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  async disputes({ account, state }: DisputeFilter, { after, limit }: PageRequest): Promise<Page<DisputeView>> {
    const [afterAccount, afterDispute] = after === undefined ? ['', ''] : parseCursor(after);
    let query = this.db
      .selectFrom('disputes')
      .selectAll()
      .where(({ eb, refTuple, tuple }) => eb(refTuple('account', 'dispute'), '>', tuple(afterAccount, afterDispute)));
    if (account !== undefined) query = query.where('account', '=', account);
    if (state !== undefined) query = query.where('state', '=', state);
    const rows = await query
      .orderBy('account')
      .orderBy('dispute')
      .limit(limit + 1)
      .execute();
    return pageOf(rows.map(disputesTable.decode), limit, disputeRowKey);
  }

  async ofDebit(account: AccountId, chargedRevision: Revision): Promise<readonly DisputeView[]> {
    const rows = await this.db
      .selectFrom('disputes')
      .selectAll()
      .where('account', '=', account)
      .where('charged_revision', '=', BigInt(chargedRevision))
      .orderBy('opened_at')
      .orderBy('dispute')
      .execute();
    return rows.map(disputesTable.decode);
  }
}

function parseCursor(cursor: string): readonly [account: string, dispute: string] {
  const [account, dispute, ...rest] = cursor.split('/');
  if (account === undefined || dispute === undefined || rest.length > 0) throw new CursorInvalid(cursor);
  return [account, dispute];
}
