import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { startWebhooks, type WebhookDelivery, type Webhooks, type WebhookWish } from '#libs/delivery/index.js';
import type { AlertTransition } from '#libs/projections/contract.js';
import type { DeliverySchema } from '#libs/delivery/ports/delivery-database.js';
import type { WebhookTransport } from '#libs/delivery/ports/webhook-transport.port.js';
import { openDelivery } from '#libs/platform/sqlite/delivery/index.js';
import { HttpWebhookTransport } from '#libs/platform/webhooks/index.js';
import { LogBook } from '../kafka/topics.js';
import { eventually } from '../eventually.js';
import { temporaryFolder } from '../temporary-folder.js';
import { AlertScript } from './alert-script.js';
import { WebhookReceiver } from './webhook-receiver.js';

export interface BenchOptions {
  readonly transport?: WebhookTransport;
  readonly timeoutMs?: number;
}

const ALL = { before: Number.MAX_SAFE_INTEGER, limit: 1_000 };

/** Webhooks on a delivery.db of their own, with a receiver, and a clock that is set by hand. */
export class WebhookBench {
  readonly log = new LogBook();
  readonly alerts = new AlertScript();
  now = Date.now();
  db!: Kysely<DeliverySchema>;
  webhooks!: Webhooks;
  receiver!: WebhookReceiver;
  private readonly folder = temporaryFolder();

  private constructor(private readonly options: BenchOptions) {}

  static async start(options: BenchOptions = {}): Promise<WebhookBench> {
    const bench = new WebhookBench(options);
    bench.receiver = await WebhookReceiver.start();
    await bench.open();
    return bench;
  }

  get path(): string {
    return join(this.folder.path, 'delivery.db');
  }

  /** An endpoint at the receiver, which believes its secret. */
  async endpoint(changes: Partial<WebhookWish> = {}): Promise<string> {
    const wish: WebhookWish = {
      url: this.receiver.url,
      description: '',
      eventTypes: ['alert.fired', 'alert.cleared'],
      accounts: null,
      ...changes,
    };
    const { endpoint, secret } = await this.webhooks.endpoints.create(wish);
    this.receiver.secrets.push(secret);
    return endpoint.id;
  }

  /** Says more, and tells all of it, from the beginning on. */
  async tell(...transitions: readonly AlertTransition[]): Promise<void> {
    this.alerts.all.push(...transitions);
    await this.tellAll();
  }

  /** The whole outbox of the alerts, as after a rebuild of the read models by one who lost its cursor. */
  async tellAll(): Promise<void> {
    const until = this.alerts.all.at(-1)?.position ?? 0;
    for (let told = 0; told < until;) told = await this.webhooks.feed.tell(told, until);
  }

  /** Of every attempt that was noted, in order. */
  async outcomes(): Promise<readonly string[]> {
    const rows = await this.db.selectFrom('webhook_attempts').select('outcome').orderBy('number').execute();
    return rows.map(({ outcome }) => outcome);
  }

  async attempted(count: number): Promise<void> {
    await eventually(`${count} attempts are noted`, async () => (await this.outcomes()).length >= count);
    const noted = await this.outcomes();
    if (noted.length !== count) throw new Error(`${noted.length} attempts instead of ${count}`);
  }

  /** Newest first. */
  deliveries(endpoint: string): Promise<readonly WebhookDelivery[]> {
    return this.webhooks.deliveries.list(endpoint, {}, ALL);
  }

  /** Time passes, and the sender looks. */
  pass(ms: number): void {
    this.now += ms;
    this.webhooks.wake();
  }

  /** Of the process; the receiver lives on. */
  async stop(deadlineMs = 5_000): Promise<void> {
    await this.webhooks.stop(deadlineMs);
    await this.db.destroy();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.receiver.stop();
    this.folder.remove();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.open();
  }

  async open(): Promise<void> {
    this.db = await openDelivery(this.path);
    this.webhooks = startWebhooks({
      db: this.db,
      alerts: this.alerts,
      transport: this.options.transport ?? new HttpWebhookTransport({ allowsPrivate: true }),
      logger: this.log,
      timeoutMs: this.options.timeoutMs ?? 5_000,
      now: () => this.now,
      // Each step of the schedule as it is.
      random: () => 0.5,
      pollMs: 10,
    });
  }
}
