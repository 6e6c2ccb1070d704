import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { CursorInvalid, pageOf, type Page, type PageRequest } from '../page.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { alertsTable } from './alert-rows.js';
import { readTransitions } from './alert-transitions.js';
import type { AlertFilter, AlertQueries, AlertTransition, AlertView } from './alert-view.js';

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

  /** One transaction, so that a rebuild cannot take rows away between two reads. */
  transitions(
    after: Position,
    until: Position,
    limit: number,
    account?: AccountId,
  ): Promise<readonly AlertTransition[]> {
    const span = { after, until, account };
    return this.db.transaction().execute((transaction) => readTransitions(transaction, span, limit));
  }
}

function parseCursor(cursor: string): { readonly position: bigint; readonly id: string } {
  const [, position, id] = /^(\d{1,16}):(.+)$/.exec(cursor) ?? [];
  if (position === undefined || id === undefined) throw new CursorInvalid(cursor);
  return { position: BigInt(position), id };
}
