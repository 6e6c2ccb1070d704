import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { FeedCursors, startFeeds, type RunningFeeds, type Webhooks } from '#libs/delivery/index.js';
import type { DeliverySchema } from '#libs/delivery/ports/delivery-database.js';
import { openDelivery } from '#libs/platform/sqlite/delivery/index.js';
import { kafkaWaysOut } from './kafka-way-out.js';
import type { DeliverySideOptions, WayOut } from './way-out.js';
import { webhooksWayOut } from './webhooks-way-out.js';

/** What is told to the outside on one machine: delivery.db, the feeds, and what carries their messages. */
export interface DeliverySide {
  readonly db: Kysely<DeliverySchema>;
  readonly webhooks: Webhooks;
  /** What is wrong with which feed or carrier, in words; `undefined` while all is well. The ledger does without them. */
  problem(): string | undefined;
  /** Per feed, how many positions, rejections or minutes are not told yet. */
  lag(): ReturnType<RunningFeeds['lag']>;
  /** Lets what is being told end, within the time-outs of its carrier. */
  close(): Promise<void>;
}

export const DELIVERY_FILE = 'delivery.db';
const FEED_POLL_MS = 100;

export async function openDeliverySide(options: DeliverySideOptions): Promise<DeliverySide> {
  const { config, ledger, readSide, logger } = options;
  const db = await openDelivery(join(config.dataDir, DELIVERY_FILE));
  const toEndpoints = webhooksWayOut(options, db);
  const waysOut: readonly WayOut[] = [...kafkaWaysOut(options), toEndpoints];
  const runner = { cursors: new FeedCursors(db), ledgerId: ledger.eventStore.ledgerId, logger, pollMs: FEED_POLL_MS };
  const running = [
    startFeeds({
      ...runner,
      feeds: waysOut.flatMap((way) => way.feeds),
      progress: readSide.progress,
      head: () => ledger.eventStore.head(),
    }),
    ...waysOut.flatMap(({ otherCounts = [] }) =>
      otherCounts.map(({ feed, ...count }) => startFeeds({ ...runner, ...count, feeds: [feed] })),
    ),
  ];
  return {
    db,
    webhooks: toEndpoints.webhooks,
    problem: () => allOf([...running.map((feeds) => feeds.problem()), ...waysOut.map((way) => way.problem?.())]),
    lag: () => Object.assign({}, ...running.map((feeds) => feeds.lag())) as ReturnType<RunningFeeds['lag']>,
    close: async () => {
      const stopped = Promise.all(running.map((feeds) => feeds.stop()));
      await Promise.all(waysOut.map(async (way) => way.stop?.()));
      await stopped;
      await db.destroy();
    },
  };
}

function allOf(problems: readonly (string | undefined)[]): string | undefined {
  const all = problems.filter((problem) => problem !== undefined);
  return all.length === 0 ? undefined : all.join('; ');
}
