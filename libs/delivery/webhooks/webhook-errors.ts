/** Nothing is sent to this address. */
export class WebhookUrlRefused extends Error {
  override readonly name = 'WebhookUrlRefused';
  readonly code = 'webhook_url_refused';

  /** @param reason a sentence without the address */
  constructor(readonly reason: string) {
    super(reason);
  }
}

export class WebhookUnknown extends Error {
  override readonly name = 'WebhookUnknown';
  readonly code = 'webhook_unknown';
}

export class WebhookDeliveryUnknown extends Error {
  override readonly name = 'WebhookDeliveryUnknown';
  readonly code = 'webhook_delivery_unknown';
}

/** Messages to a disabled endpoint are not sent, so none can be asked for. */
export class WebhookDisabled extends Error {
  override readonly name = 'WebhookDisabled';
  readonly code = 'webhook_disabled';
}

/** More would make every alert a burden. */
export class TooManyWebhooks extends Error {
  override readonly name = 'TooManyWebhooks';
  readonly code = 'webhooks_too_many';
}
