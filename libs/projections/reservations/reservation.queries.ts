import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import { pageOf, type Page, type PageRequest } from '../page.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { reservationsTable, type ReservationRow } from './reservation-rows.js';
import type { ReservationQueries, ReservationView } from './reservation-view.js';

export class SqlReservationQueries implements ReservationQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  async reservations(account: AccountId, { after, limit }: PageRequest): Promise<Page<ReservationView>> {
    const rows = await this.db
      .selectFrom('reservations')
      .selectAll()
      .where('account', '=', account)
      .where('reservation', '>', after ?? '')
      .orderBy('reservation')
      .limit(limit + 1)
      .execute();
    const views = rows.map(reservationsTable.decode).map(reservationView);
    return pageOf(views, limit, ({ reservation }) => reservation);
  }
}

function reservationView({ account: _, ...view }: ReservationRow): ReservationView {
  return view;
}
