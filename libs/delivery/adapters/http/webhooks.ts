import { WebhookDeliveriesController } from './webhook-deliveries.controller.js';
import { WEBHOOK_DELIVERY_HANDLERS } from './webhook-delivery.handlers.js';
import { WEBHOOK_ENDPOINT_HANDLERS } from './webhook-endpoint.handlers.js';
import { WebhooksController } from './webhooks.controller.js';

export const WEBHOOK_CONTROLLERS = [WebhooksController, WebhookDeliveriesController];
export const WEBHOOK_HANDLERS = [...WEBHOOK_ENDPOINT_HANDLERS, ...WEBHOOK_DELIVERY_HANDLERS];
