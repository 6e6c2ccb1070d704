import { Webhook } from 'standardwebhooks';
import type { WebhookRequest } from '#libs/delivery/ports/webhook-transport.port.js';

/** The headers of Standard Webhooks: one signature for each secret, newest first, with a space between. */
export function signedHeaders({ id, at, body, secrets }: Pick<WebhookRequest, 'id' | 'at' | 'body' | 'secrets'>) {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}
