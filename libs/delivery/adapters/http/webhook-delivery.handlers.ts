import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Webhooks } from '../../webhooks/create-webhooks.js';
import type { Replay } from '../../webhooks/webhook-outbox.js';
import type { DeliveryFilter, WebhookDelivery, WebhookDeliveryDetail } from '../../webhooks/webhook-view.js';
import { WEBHOOKS } from './webhook.token.js';

/** Answers the id of the message. */
export class SendTestWebhook extends Command<string> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(SendTestWebhook)
class SendTestWebhookHandler implements ICommandHandler<SendTestWebhook> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  async execute({ id }: SendTestWebhook): Promise<string> {
    const message = await this.webhooks.outbox.addTest(id);
    this.webhooks.wake();
    return message;
  }
}

/** Answers how many. */
export class ReplayWebhooks extends Command<number> {
  constructor(
    readonly id: string,
    readonly what: Replay,
  ) {
    super();
  }
}

@CommandHandler(ReplayWebhooks)
class ReplayWebhooksHandler implements ICommandHandler<ReplayWebhooks> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  async execute({ id, what }: ReplayWebhooks): Promise<number> {
    const count = await this.webhooks.outbox.replay(id, what);
    this.webhooks.wake();
    return count;
  }
}

/** One more than asked for where there are more. */
export class ListWebhookDeliveries extends Query<readonly WebhookDelivery[]> {
  constructor(
    readonly id: string,
    readonly filter: DeliveryFilter,
    readonly page: { readonly before: number; readonly limit: number },
  ) {
    super();
  }
}

@QueryHandler(ListWebhookDeliveries)
class ListWebhookDeliveriesHandler implements IQueryHandler<ListWebhookDeliveries> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  async execute({ id, filter, page }: ListWebhookDeliveries): Promise<readonly WebhookDelivery[]> {
    await this.webhooks.endpoints.get(id);
    return this.webhooks.deliveries.list(id, filter, page);
  }
}

export class GetWebhookDelivery extends Query<WebhookDeliveryDetail> {
  constructor(
    readonly id: string,
    readonly delivery: number,
  ) {
    super();
  }
}

@QueryHandler(GetWebhookDelivery)
class GetWebhookDeliveryHandler implements IQueryHandler<GetWebhookDelivery> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  async execute({ id, delivery }: GetWebhookDelivery): Promise<WebhookDeliveryDetail> {
    await this.webhooks.endpoints.get(id);
    return this.webhooks.deliveries.detail(id, delivery);
  }
}

export const WEBHOOK_DELIVERY_HANDLERS = [
  SendTestWebhookHandler,
  ReplayWebhooksHandler,
  ListWebhookDeliveriesHandler,
  GetWebhookDeliveryHandler,
];
