import { Readable } from 'node:stream';
import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { GREETING, HEARTBEAT } from './sse-text.js';

/** Bytes that wait for a reader before it counts as slow. */
const WAITING_BYTES = 16_384;
/** With more alerts than these still unread, a reader gets no others and is cut off: it comes back with its last event id. */
const WAITING_ALERTS = 100;

const DRAIN_POLL_MS = 20;

/** What a client may see: a gateway its standing only (rule 22), everybody else the balance and alerts. */
export type LiveView = 'balance' | 'standing';

/**
 * One client that watches one account. A reader that is slow gets the newest balance once it reads on, and every alert;
 * what waits for it is bounded.
 */
export class LiveStream {
  readonly readable: Readable;
  /** Everything up to here was told or waits to be. */
  toldTo: Position;
  private isFull = false;
  private hasEnded = false;
  private fullSince: Instant | undefined;
  private readonly waiting: string[] = [];
  private newest: string | undefined;

  constructor(
    readonly account: AccountId,
    readonly client: string,
    readonly view: LiveView,
    readonly openedAt: Instant,
    toldTo: Position,
  ) {
    this.toldTo = toldTo;
    this.readable = new Readable({ highWaterMark: WAITING_BYTES, read: () => this.readOn() });
    this.push(GREETING);
  }

  /** @param text events in the order they are to be told, each alone */
  tellAlerts(texts: readonly string[]): void {
    if (this.waiting.length > WAITING_ALERTS) this.cut();
    this.waiting.push(...texts);
    this.flush();
  }

  /** Takes the place of a balance that still waits. */
  tellNewest(text: string): void {
    this.newest = text;
    this.flush();
  }

  heartbeat(): void {
    if (!this.isFull) this.push(HEARTBEAT);
  }

  /** For how long nothing could be told. */
  stuckMs(now: Instant): number {
    if (!this.isFull) this.fullSince = undefined;
    else this.fullSince ??= now;
    return this.fullSince === undefined ? 0 : now - this.fullSince;
  }

  get isOpen(): boolean {
    return !this.hasEnded && !this.readable.destroyed;
  }

  /** Resolves when the reader takes more, or is gone. */
  async drained(): Promise<void> {
    while (this.isFull && this.isOpen) await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
  }

  /** Says goodbye; a client connects again. */
  end(): void {
    if (!this.isOpen) return;
    this.hasEnded = true;
    this.readable.push(null);
  }

  cut(): void {
    this.readable.destroy();
  }

  private readOn(): void {
    this.isFull = false;
    this.flush();
  }

  private flush(): void {
    while (!this.isFull && this.waiting.length > 0) this.push(this.waiting.shift()!);
    if (this.isFull || this.newest === undefined) return;
    this.push(this.newest);
    this.newest = undefined;
  }

  private push(text: string): void {
    if (this.isOpen) this.isFull = !this.readable.push(text);
  }
}
