import { Counter, Gauge, type Registry } from 'prom-client';
import type { WebhookFigures } from '#libs/delivery/contract.js';

/** The series of the webhooks, read when somebody asks. */
export function registerWebhookMetrics(
  registry: Registry,
  prefix: string,
  figures: () => Promise<WebhookFigures>,
): void {
  const registers = [registry];
  const pending = new Gauge({ name: `${prefix}webhooks_pending`, help: 'Webhooks still to be sent', registers });
  const oldest = new Gauge({
    name: `${prefix}webhooks_oldest_pending_seconds`,
    help: 'How long the oldest webhook that is still to be sent has been',
    registers,
  });
  new Counter({
    name: `${prefix}webhook_attempts_total`,
    help: 'Attempts to send a webhook, by how they ended',
    labelNames: ['outcome'],
    registers,
    async collect() {
      const now = await figures();
      pending.set(now.pending);
      oldest.set(now.oldestSeconds);
      this.reset();
      for (const [outcome, count] of Object.entries(now.attempts)) this.inc({ outcome }, count);
    },
  });
}
