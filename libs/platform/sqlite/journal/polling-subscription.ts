import type { Position } from '#libs/journal/contract.js';
import type { StoredRecord, Subscription } from '#libs/journal/ports/event-store.port.js';

const BATCH = 1_000;
/** A wake-up may be missed (another process wrote): look again this often. */
const POLL_MS = 100;

/** Reads forward for ever: at once when woken, otherwise every 100 ms. One callback at a time, in order. */
export class PollingSubscription implements Subscription {
  private closed = false;
  private awake: (() => void) | undefined;
  private readonly done: Promise<void>;

  constructor(
    private position: Position,
    private readonly read: (after: Position, limit: number) => Promise<readonly StoredRecord[]>,
    private readonly onRecords: (records: readonly StoredRecord[]) => Promise<void>,
    private readonly onClose: () => void,
  ) {
    this.done = this.run();
  }

  wake(): void {
    this.awake?.();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.onClose();
    this.wake();
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      const records = await this.read(this.position, BATCH);
      if (records.length === 0) {
        await this.sleep();
        continue;
      }
      await this.onRecords(records);
      this.position = records.at(-1)!.position;
    }
  }

  private sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      timer.unref();
      this.awake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
