import * as delivery from '#libs/delivery/adapters/http/index.js';
import type { DeliverySide } from './delivery-side.js';
import type { HttpFeature } from './http-feature.js';

export function webhookFeature({ webhooks }: DeliverySide): HttpFeature {
  return {
    controllers: delivery.WEBHOOK_CONTROLLERS,
    providers: [...delivery.WEBHOOK_HANDLERS, { provide: delivery.WEBHOOKS, useValue: webhooks }],
  };
}
