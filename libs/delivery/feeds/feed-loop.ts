import { setTimeout as wait } from 'node:timers/promises';
import { invariant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { Delay } from './back-off.js';
import type { FeedCursor, FeedCursors } from './feed-cursors.js';
import { FeedStopped } from './feed-stopped.js';
import type { Feed } from './feed.js';

/** What feeds say to the operator, in the form of pino. */
export interface FeedLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface FeedLoopParts {
  readonly cursors: FeedCursors;
  /**
   * How far the read models show the journal; nothing beyond is told. It is looked at and never waited for: whoever waits
   * for a projector hurries it, and a busy one would write its rows more often.
   */
  readonly progress: { position(): Position | Promise<Position> };
  readonly ledgerId: string;
  /** The end of what is told of; `cursor` is a place from which it may be looked for. */
  readonly head: (cursor: Position) => Promise<Position>;
  readonly logger: FeedLogger;
  /** How late a feed may see that there is more. */
  readonly pollMs: number;
  readonly delay: Delay;
}

/** One feed: tells what is new, moves its cursor, waits; after a failure later and later, for ever. */
export class FeedLoop {
  private readonly stopping = new AbortController();
  private readonly ended: Promise<void>;
  private cursor: Position | undefined;
  private trouble: string | undefined;
  private shown: Position = 0;
  private failures = 0;

  constructor(
    readonly feed: Feed,
    private readonly parts: FeedLoopParts,
  ) {
    this.ended = this.run();
  }

  /** In words; `undefined` while it is well. */
  problem(): string | undefined {
    return this.trouble;
  }

  /** What is shown and not told yet; `undefined` before the cursor is known. */
  lag(): number | undefined {
    return this.cursor === undefined ? undefined : Math.max(0, this.shown - this.cursor);
  }

  /** Finishes what it is telling. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.ended;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.step();
        this.recovered();
      } catch (fault) {
        if (fault instanceof FeedStopped) return this.giveUp(fault);
        await this.backOff(fault);
      }
    }
  }

  private async step(): Promise<void> {
    this.cursor ??= await this.begin();
    const { cursors, progress, pollMs } = this.parts;
    const after = this.cursor;
    const until = (this.shown = await progress.position());
    if (until <= after) return this.pause(pollMs);
    const told = await this.feed.tell(after, until);
    invariant(after < told && told <= until, `feed ${this.feed.name} told ${after} < ${told} <= ${until}`);
    await cursors.move(this.feed.name, after, told);
    this.cursor = told;
  }

  /** Kept at once: a feed that begins now must not begin later after a crash, and miss what came between. */
  private async begin(): Promise<Position> {
    const { cursors, ledgerId, head } = this.parts;
    const { name, beginsAt } = this.feed;
    const known = await cursors.of(name);
    if (known !== undefined) return this.checked(known);
    const position = beginsAt === 'now' ? await head(0) : 0;
    await cursors.begin(name, { ledgerId, position });
    return position;
  }

  private async checked(cursor: FeedCursor): Promise<Position> {
    const { name } = this.feed;
    if (cursor.ledgerId !== this.parts.ledgerId) throw FeedStopped.ofAnotherLedger(name, cursor, this.parts.ledgerId);
    const head = await this.parts.head(cursor.position);
    if (cursor.position > head) throw FeedStopped.beyondHead(name, cursor, head);
    return cursor.position;
  }

  private giveUp(fault: FeedStopped): void {
    this.trouble = fault.message;
    this.parts.logger.error({ err: fault, feed: this.feed.name }, 'the feed stopped; it needs an operator');
  }

  private async backOff(fault: unknown): Promise<void> {
    if (this.stopping.signal.aborted) return;
    this.failures += 1;
    this.trouble = fault instanceof Error ? fault.message : String(fault);
    const retryInMs = this.parts.delay(this.failures);
    const fields = { err: fault, feed: this.feed.name, failures: this.failures, retryInMs };
    this.parts.logger.warn(fields, 'the feed could not tell what is new; trying again');
    await this.pause(retryInMs);
  }

  /** Ends at once when the feed is stopped. */
  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }

  private recovered(): void {
    if (this.failures > 0) this.parts.logger.info({ feed: this.feed.name }, 'the feed is telling again');
    this.failures = 0;
    this.trouble = undefined;
  }
}
