import type { Kysely } from 'kysely';
import { invariant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import type { FeedName } from './feed.js';

/** Up to where a feed has told, and of which ledger: positions of another one mean nothing here. */
export interface FeedCursor {
  readonly ledgerId: string;
  readonly position: Position;
}

/** The cursors in delivery.db. They are kept where no rebuild of read models comes. */
export class FeedCursors {
  constructor(private readonly db: Kysely<DeliverySchema>) {}

  /** `undefined`: it has never told anything. */
  async of(feed: FeedName): Promise<FeedCursor | undefined> {
    const row = await this.db.selectFrom('feed_cursors').selectAll().where('feed', '=', feed).executeTakeFirst();
    return row && { ledgerId: row.ledger_id, position: row.position };
  }

  async begin(feed: FeedName, { ledgerId, position }: FeedCursor): Promise<void> {
    await this.db.insertInto('feed_cursors').values({ feed, ledger_id: ledgerId, position }).execute();
  }

  /** Only from where it stands: two that move one cursor would each skip what the other told. */
  async move(feed: FeedName, from: Position, to: Position): Promise<void> {
    const { numUpdatedRows } = await this.db
      .updateTable('feed_cursors')
      .set({ position: to })
      .where('feed', '=', feed)
      .where('position', '=', from)
      .executeTakeFirst();
    invariant(numUpdatedRows === 1n, `the cursor of feed ${feed} was moved by somebody else`);
  }
}
