import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Kysely } from 'kysely';
import { openDelivery } from '#libs/platform/sqlite/delivery/index.js';
import { eventually } from '../../../test/support/eventually.js';
import { LogBook } from '../../../test/support/kafka/topics.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import { backOffWithJitter } from './back-off.js';
import { FeedCursors } from './feed-cursors.js';
import type { Feed, FeedName } from './feed.js';
import { startFeeds, type RunningFeeds } from './feed-runner.js';

const LEDGER = 'ledger-1';

describe('a feed', () => {
  const folder = temporaryFolder();
  let db: Kysely<DeliverySchema>;
  let cursors: FeedCursors;
  let shown: number;
  let running: RunningFeeds | undefined;
  const log = new LogBook();
  const failed: { failures: number; problem: string | undefined }[] = [];

  beforeEach(async () => {
    db = await openDelivery(join(folder.path, 'delivery.db'));
    await db.deleteFrom('feed_cursors').execute();
    cursors = new FeedCursors(db);
    shown = 0;
    failed.length = 0;
  });

  afterEach(async () => {
    await running?.stop();
    await db.destroy();
  });

  function start(feeds: readonly Feed[], head = 1_000): RunningFeeds {
    return (running = startFeeds({
      feeds,
      cursors,
      progress: { position: () => shown },
      ledgerId: LEDGER,
      head: () => Promise.resolve(head),
      logger: log,
      pollMs: 5,
      delay: (failures) => {
        failed.push({ failures, problem: running?.problem() });
        return 1;
      },
    }));
  }

  const position = async (feed: FeedName): Promise<number | undefined> => (await cursors.of(feed))?.position;

  it('tells what is shown, from the beginning, and what is shown later', async () => {
    shown = 3;
    const feed = new Teller('kafka-events');
    start([feed]);
    await eventually('three are told', () => feed.told.length === 3);
    shown = 5;
    await eventually('the cursor is at 5', async () => (await position('kafka-events')) === 5);
    expect(feed.told).toEqual([1, 2, 3, 4, 5]);
    expect(running?.lag()).toEqual({ 'kafka-events': 0 });
  });

  it('that begins now tells nothing of the past, also after a crash before its first message', async () => {
    shown = 7;
    const feed = new Teller('kafka-alerts', 'now');
    start([feed], 7);
    await eventually('it has begun', async () => (await position('kafka-alerts')) === 7);
    await running?.stop();
    shown = 9;
    start([feed], 9);
    await eventually('two are told', () => feed.told.length === 2);
    expect(feed.told).toEqual([8, 9]);
  });

  it('A12: told again of what it told, as by a rebuild of the read models, stays silent', async () => {
    shown = 4;
    const feed = new Teller('kafka-alerts');
    start([feed]);
    await eventually('four are told', async () => (await position('kafka-alerts')) === 4);
    shown = 0;
    await new Promise((resolve) => setTimeout(resolve, 30));
    shown = 4;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(feed.told).toEqual([1, 2, 3, 4]);
  });

  it('that could not tell tries again for ever, with the same positions, and says what is wrong meanwhile', async () => {
    shown = 2;
    const feed = new Teller('kafka-events');
    feed.refuse = 5;
    start([feed]);
    await eventually('it has told', async () => (await position('kafka-events')) === 2);
    await eventually('it is well', () => running?.problem() === undefined);
    expect(feed.told).toEqual([1, 2]);
    expect(failed).toEqual([1, 2, 3, 4, 5].map((failures) => ({ failures, problem: 'kafka-events: nobody listens' })));
  });

  it('that cannot tell holds back no other', async () => {
    shown = 2;
    const broken = new Teller('kafka-events');
    broken.refuse = Infinity;
    const well = new Teller('kafka-alerts');
    start([broken, well]);
    await eventually('the other has told', () => well.told.length === 2);
    expect(await position('kafka-events')).toBe(0);
  });

  it('J9: tells again what it told just before a crash, with the same positions', async () => {
    shown = 2;
    const feed = new Teller('kafka-events');
    feed.afterTelling = () => Promise.reject(new Error('crashed before the cursor moved'));
    start([feed]);
    await eventually('two are told', () => feed.told.length >= 2);
    await running?.stop();
    feed.afterTelling = () => Promise.resolve();
    feed.told.length = 0;
    start([feed]);
    await eventually('the cursor is at 2', async () => (await position('kafka-events')) === 2);
    expect(feed.told).toEqual([1, 2]);
  });

  it('of another ledger stops, says so, and moves nothing', async () => {
    await cursors.begin('kafka-events', { ledgerId: 'ledger-0', position: 1 });
    shown = 5;
    const feed = new Teller('kafka-events');
    start([feed]);
    await eventually('it has stopped', () => /has told of ledger ledger-0/.test(running?.problem() ?? ''));
    expect(feed.told).toEqual([]);
    expect(await cursors.of('kafka-events')).toEqual({ ledgerId: 'ledger-0', position: 1 });
  });

  it('J2: whose cursor is beyond the head of the ledger stops and says so', async () => {
    await cursors.begin('kafka-events', { ledgerId: LEDGER, position: 6 });
    shown = 5;
    const feed = new Teller('kafka-events');
    start([feed], 5);
    await eventually('it has stopped', () =>
      /has told up to 6, but the ledger ends at 5/.test(running?.problem() ?? ''),
    );
    shown = 7;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(feed.told).toEqual([]);
  });

  it('whose cursor somebody else moved does not go on from where it thought it was', async () => {
    await cursors.begin('kafka-events', { ledgerId: LEDGER, position: 3 });
    await expect(cursors.move('kafka-events', 2, 5)).rejects.toThrow('moved by somebody else');
    expect(await position('kafka-events')).toBe(3);
  });

  it('waits a second at first, a minute at most, and never less than half of it', () => {
    const longest = [1, 2, 3, 6, 7, 50].map((failures) => Math.max(...draws(failures)));
    [1_000, 2_000, 4_000, 32_000, 60_000, 60_000].forEach((limit, index) => {
      expect(longest[index]).toBeLessThanOrEqual(limit);
      expect(longest[index]).toBeGreaterThan(limit / 2);
    });
    expect(Math.min(...draws(1))).toBeGreaterThanOrEqual(500);
    expect(new Set(draws(1)).size).toBeGreaterThan(1);
  });

  function draws(failures: number): readonly number[] {
    return Array.from({ length: 50 }, () => backOffWithJitter(failures));
  }
});

/** Tells at most two positions at a time. */
class Teller implements Feed {
  readonly told: number[] = [];
  refuse = 0;
  afterTelling: () => Promise<void> = () => Promise.resolve();

  constructor(
    readonly name: FeedName,
    readonly beginsAt: 'beginning' | 'now' = 'beginning',
  ) {}

  async tell(after: number, until: number): Promise<number> {
    if (this.refuse > 0) {
      this.refuse -= 1;
      throw new Error('nobody listens');
    }
    const end = Math.min(until, after + 2);
    for (let position = after + 1; position <= end; position += 1) this.told.push(position);
    await this.afterTelling();
    return end;
  }
}
