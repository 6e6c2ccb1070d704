import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Webhooks } from '../../webhooks/create-webhooks.js';
import type { IssuedWebhook, WebhookEndpoint, WebhookWish } from '../../webhooks/webhook-view.js';
import { WEBHOOKS } from './webhook.token.js';

export class CreateWebhook extends Command<IssuedWebhook> {
  constructor(readonly wish: WebhookWish) {
    super();
  }
}

@CommandHandler(CreateWebhook)
class CreateWebhookHandler implements ICommandHandler<CreateWebhook> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  execute({ wish }: CreateWebhook): Promise<IssuedWebhook> {
    return this.webhooks.endpoints.create(wish);
  }
}

export class ChangeWebhook extends Command<WebhookEndpoint> {
  constructor(
    readonly id: string,
    readonly wish: WebhookWish,
  ) {
    super();
  }
}

@CommandHandler(ChangeWebhook)
class ChangeWebhookHandler implements ICommandHandler<ChangeWebhook> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  execute({ id, wish }: ChangeWebhook): Promise<WebhookEndpoint> {
    return this.webhooks.endpoints.change(id, wish);
  }
}

export class SwitchWebhook extends Command<WebhookEndpoint> {
  constructor(
    readonly id: string,
    readonly to: WebhookEndpoint['state'],
  ) {
    super();
  }
}

@CommandHandler(SwitchWebhook)
class SwitchWebhookHandler implements ICommandHandler<SwitchWebhook> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  async execute({ id, to }: SwitchWebhook): Promise<WebhookEndpoint> {
    const { endpoints } = this.webhooks;
    const endpoint = await (to === 'enabled' ? endpoints.enable(id) : endpoints.disable(id, 'operator'));
    this.webhooks.wake();
    return endpoint;
  }
}

export class RotateWebhookSecret extends Command<IssuedWebhook> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(RotateWebhookSecret)
class RotateWebhookSecretHandler implements ICommandHandler<RotateWebhookSecret> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  execute({ id }: RotateWebhookSecret): Promise<IssuedWebhook> {
    return this.webhooks.endpoints.rotateSecret(id);
  }
}

export class RemoveWebhook extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(RemoveWebhook)
class RemoveWebhookHandler implements ICommandHandler<RemoveWebhook> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  async execute({ id }: RemoveWebhook): Promise<void> {
    await this.webhooks.endpoints.remove(id);
    this.webhooks.wake();
  }
}

export class ListWebhooks extends Query<readonly WebhookEndpoint[]> {}

@QueryHandler(ListWebhooks)
class ListWebhooksHandler implements IQueryHandler<ListWebhooks> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  execute(): Promise<readonly WebhookEndpoint[]> {
    return this.webhooks.endpoints.list();
  }
}

export class GetWebhook extends Query<WebhookEndpoint> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetWebhook)
class GetWebhookHandler implements IQueryHandler<GetWebhook> {
  constructor(@Inject(WEBHOOKS) private readonly webhooks: Webhooks) {}

  execute({ id }: GetWebhook): Promise<WebhookEndpoint> {
    return this.webhooks.endpoints.get(id);
  }
}

export const WEBHOOK_ENDPOINT_HANDLERS = [
  CreateWebhookHandler,
  ChangeWebhookHandler,
  SwitchWebhookHandler,
  RotateWebhookSecretHandler,
  RemoveWebhookHandler,
  ListWebhooksHandler,
  GetWebhookHandler,
];
