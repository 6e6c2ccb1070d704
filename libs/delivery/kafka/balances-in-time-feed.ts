import type { Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { TimerQueries } from '#libs/projections/contract.js';
import type { FeedLoopParts } from '../feeds/feed-loop.js';
import type { Feed } from '../feeds/feed.js';
import type { BalanceTeller } from './balance-teller.js';

const MINUTE_MS = 60_000;
const ACCOUNTS_AT_ONCE = 500;
/** Minutes a clock may have been set back without anybody having to look. */
const CLOCK_SET_BACK_MAX = 60;

/** What this feed counts instead of positions: minutes since 1970 that are over, so that all their ends have come. */
export function lastWholeMinute(now: Instant): number {
  return Math.floor(now / MINUTE_MS) - 1;
}

/** A clock that was put right has fewer minutes than were told: they are waited for. It is no older ledger. */
export function wholeMinutes(clock: () => Instant): Pick<FeedLoopParts, 'progress' | 'head'> {
  const position = () => lastWholeMinute(clock());
  return {
    progress: { position },
    head: (cursor) =>
      Promise.resolve(cursor > position() + CLOCK_SET_BACK_MAX ? position() : Math.max(cursor, position())),
  };
}

/**
 * `ledger.balances.v1` too: accounts of which a grant has begun, or a grant or a period has come to its end, since that
 * changes what they may draw, and whether they are blocked, without an event (rules 14, 22).
 */
export class BalancesInTimeFeed implements Feed {
  readonly name = 'kafka-balances-in-time';
  readonly beginsAt = 'now';

  constructor(
    private readonly timers: Pick<TimerQueries, 'turning'>,
    private readonly teller: BalanceTeller,
  ) {}

  async tell(after: Position, until: Position): Promise<Position> {
    const span = { after: lastOfMinute(after), until: lastOfMinute(until) };
    for (let last: string | undefined; ;) {
      const page = { limit: ACCOUNTS_AT_ONCE, ...(last === undefined ? {} : { after: last }) };
      const accounts = await this.timers.turning(span, page);
      await this.teller.tell(accounts);
      last = accounts.at(-1);
      if (last === undefined || accounts.length < ACCOUNTS_AT_ONCE) return until;
    }
  }
}

function lastOfMinute(minute: number): Instant {
  return (minute + 1) * MINUTE_MS - 1;
}
