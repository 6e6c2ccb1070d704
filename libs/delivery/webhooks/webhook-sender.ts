import { setTimeout as wait } from 'node:timers/promises';
import type { Instant } from '#libs/kernel/index.js';
import type { FeedLogger } from '../feeds/feed-loop.js';
import type { WebhookTransport } from '../ports/webhook-transport.port.js';
import { judge } from './judge-answer.js';
import type { DueDelivery, WebhookQueue } from './webhook-queue.js';
import type { AttemptOutcome, DisabledReason } from './webhook-view.js';

export interface WebhookSenderParts {
  readonly queue: WebhookQueue;
  readonly transport: Pick<WebhookTransport, 'send'>;
  readonly now: () => Instant;
  readonly logger: FeedLogger;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  /** How late it may be seen that a next attempt is due; what is new is seen at once. */
  readonly pollMs: number;
  /** Called after each attempt was noted. */
  readonly onAttempt: (outcome: AttemptOutcome) => void;
  readonly onDisabled: (reason: DisabledReason) => void;
}

/** Attempts at the same time, so that one slow endpoint holds up none of the others. */
const AT_ONCE_PER_ENDPOINT = 4;
const AT_ONCE = 64;
const AFTER_A_FAULT_MS = 1_000;

/** Sends what is due, until it is stopped. What it had not written down is sent again at the next start, with the same id. */
export class WebhookSender {
  private readonly stopping = new AbortController();
  private readonly interrupting = new AbortController();
  private readonly sending = new Map<DueDelivery, Promise<void>>();
  private ended = Promise.resolve();
  private woken = Promise.withResolvers<void>();

  constructor(private readonly parts: WebhookSenderParts) {}

  start(): void {
    this.ended = this.run();
  }

  /** There may be something new to send. */
  wake(): void {
    this.woken.resolve();
  }

  /** Begins nothing new; what is being sent may end until the deadline, and is then broken off. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.ended;
    const all = Promise.all(this.sending.values());
    const late = new AbortController();
    await Promise.race([all, wait(deadlineMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    this.interrupting.abort();
    await all;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.woken = Promise.withResolvers();
      try {
        while (!signal.aborted && (await this.sendWhatIsDue()));
        await Promise.race([this.woken.promise, wait(this.parts.pollMs, undefined, { signal, ref: false })]);
      } catch (fault) {
        if (signal.aborted) return;
        this.parts.logger.error({ err: fault }, 'webhooks that are due could not be read; trying again');
        await wait(AFTER_A_FAULT_MS, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  /** False when there is nothing to send, or no room. */
  private async sendWhatIsDue(): Promise<boolean> {
    const room = AT_ONCE - this.sending.size;
    if (room <= 0) return false;
    const due = (await this.parts.queue.due(this.busy())).slice(0, room);
    for (const delivery of due) this.begin(delivery);
    return due.length > 0;
  }

  private busy() {
    const all = [...this.sending.keys()];
    const perEndpoint = Map.groupBy(all, ({ endpoint }) => endpoint);
    const endpoints = [...perEndpoint].filter(([, those]) => those.length >= AT_ONCE_PER_ENDPOINT).map(([id]) => id);
    return { deliveries: all.map(({ delivery }) => delivery), endpoints };
  }

  private begin(due: DueDelivery): void {
    const attempt = this.attempt(due).then(
      () => this.sending.delete(due),
      async (fault: unknown) => {
        const { endpoint, message } = due;
        this.parts.logger.error(
          { err: fault, endpoint, message },
          'a webhook was sent but not noted; sending it again',
        );
        await wait(AFTER_A_FAULT_MS, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
        this.sending.delete(due);
      },
    );
    this.sending.set(
      due,
      attempt.then(() => this.wake()),
    );
  }

  private async attempt(due: DueDelivery): Promise<void> {
    const { transport, queue, now, timeoutMs, onAttempt, onDisabled, logger } = this.parts;
    const { endpoint, message: id, url, body, secrets } = due;
    const at = now();
    const started = performance.now();
    const signal = this.interrupting.signal;
    const judged = judge(await transport.send({ url, id, at, body, secrets, timeoutMs, signal }));
    if (judged === undefined) return;
    const disabled = await queue.record(due, { ...judged, at, durationMs: Math.round(performance.now() - started) });
    onAttempt(judged.outcome);
    if (judged.outcome !== 'delivered') {
      logger.warn({ endpoint, message: id, outcome: judged.outcome, error: judged.error }, 'a webhook was not taken');
    }
    if (disabled === undefined) return;
    logger.error({ endpoint, reason: disabled }, 'a webhook endpoint was disabled; it needs an operator');
    onDisabled(disabled);
  }
}
