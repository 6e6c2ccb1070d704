import type { AllStreamSubscription } from '@eventstore/db-client';
import type { BodyJson } from '#libs/journal/codec.js';
import { JournalFault } from '#libs/journal/faults.js';
import type { StoredRecord } from '#libs/journal/ports/event-store.port.js';
import { toJournalFault } from './faults.js';
import { toRecord } from './record-form.js';

/** Records held before the database is made to wait. */
const HELD_MAX = 1_000;

/** One subscription of the client's, as batches to ask for. What was received before a fault is handed out before it. */
export class Feed {
  private held: StoredRecord[] = [];
  private fault: JournalFault | undefined;
  private ended = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly subscription: AllStreamSubscription,
    bodies: BodyJson,
  ) {
    subscription.on('data', ({ event }) => {
      if (event === undefined || this.fault !== undefined) return;
      try {
        this.held.push(toRecord(bodies, event));
      } catch (error) {
        this.break(error);
      }
      if (this.held.length >= HELD_MAX) subscription.pause();
      this.wake();
    });
    subscription.on('error', (error) => this.break(error));
    subscription.on('end', () => this.break(new JournalFault('subscription_ended', 'the feed ended', true)));
  }

  hasMore(): boolean {
    return this.held.length > 0 || this.fault !== undefined;
  }

  /** What has come, at least one record; none when nothing comes for so long; or the fault that broke it. */
  async next(patienceMs: number): Promise<readonly StoredRecord[] | JournalFault> {
    if (!this.hasMore() && !this.ended) await this.arrival(patienceMs);
    if (this.held.length === 0) return this.fault ?? [];
    const records = this.held;
    this.held = [];
    this.subscription.resume();
    return records;
  }

  end(): void {
    this.ended = true;
    this.wake();
    this.subscription.removeAllListeners('data');
    this.subscription.unsubscribe().catch(() => undefined);
  }

  private break(error: unknown): void {
    this.fault ??= toJournalFault(error, 'following the journal');
    this.wake();
  }

  private arrival(patienceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
