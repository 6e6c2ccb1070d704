import type { FeedCursor } from './feed-cursors.js';
import type { FeedName } from './feed.js';

const ADVICE =
  'Nothing is told until that is put right: bring the delivery.db that belongs to this ledger.db, or move delivery.db ' +
  'away to begin anew';

/** What a feed has told does not fit the ledger it is to tell of. It does not go on by itself: somebody has to look. */
export class FeedStopped extends Error {
  override readonly name = 'FeedStopped';

  private constructor(
    readonly code: 'feed_of_another_ledger' | 'feed_beyond_head',
    message: string,
  ) {
    super(message);
  }

  static ofAnotherLedger(feed: FeedName, cursor: FeedCursor, ledgerId: string): FeedStopped {
    return new FeedStopped(
      'feed_of_another_ledger',
      `Feed ${feed} has told of ledger ${cursor.ledgerId}, but this is ledger ${ledgerId}. ${ADVICE}.`,
    );
  }

  static beyondHead(feed: FeedName, cursor: FeedCursor, head: number): FeedStopped {
    return new FeedStopped(
      'feed_beyond_head',
      `Feed ${feed} has told up to ${cursor.position}, but the ledger ends at ${head}, as after the restore of an older ` +
        `backup: what comes now would have ids that were told before. ${ADVICE}.`,
    );
  }
}
