import type { Kysely } from 'kysely';
import { CursorInvalid, pageOf, type Page, type PageRequest } from '../page.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { alertsTable } from './alert-rows.js';
import type { AlertFilter, AlertQueries, AlertView } from './alert-view.js';

export class SqlAlertQueries implements AlertQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  async alerts({ account, state }: AlertFilter, { after, limit }: PageRequest): Promise<Page<AlertView>> {
    const { position, id } = after === undefined ? { position: 0n, id: '' } : parseCursor(after);
    let query = this.db
      .selectFrom('alerts')
      .selectAll()
      .where(({ eb, refTuple, tuple }) => eb(refTuple('position', 'id'), '>', tuple(position, id)));
    if (account !== undefined) query = query.where('account', '=', account);
    if (state !== undefined) query = query.where('state', '=', state);
    const rows = await query
      .orderBy('position')
      .orderBy('id')
      .limit(limit + 1)
      .execute();
    return pageOf(rows.map(alertsTable.decode), limit, (alert) => `${alert.position}:${alert.id}`);
  }
}

function parseCursor(cursor: string): { readonly position: bigint; readonly id: string } {
  const [, position, id] = /^(\d{1,16}):(.+)$/.exec(cursor) ?? [];
  if (position === undefined || id === undefined) throw new CursorInvalid(cursor);
  return { position: BigInt(position), id };
}
