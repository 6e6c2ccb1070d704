import type { Insertable, Selectable, Updateable } from 'kysely';
import type { WebhookEndpointColumns } from './webhook-schema.js';
import type { WebhookEndpoint, WebhookEventType, WebhookWish } from './webhook-view.js';

export type EndpointRow = Selectable<WebhookEndpointColumns>;

export function endpointOf(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    eventTypes: JSON.parse(row.event_types) as WebhookEventType[],
    accounts: row.accounts === null ? null : (JSON.parse(row.accounts) as string[]),
    state: row.disabled_reason === null ? 'enabled' : 'disabled',
    disabledReason: row.disabled_reason,
    disabledAt: row.disabled_at,
    failingSinceAt: row.failing_since_at,
    createdAt: row.created_at,
    oldSecretEndsAt: row.old_secret_ends_at,
  };
}

export function columnsOf({ url, description, eventTypes, accounts }: WebhookWish) {
  return {
    url,
    description,
    event_types: JSON.stringify(eventTypes),
    accounts: accounts === null ? null : JSON.stringify(accounts),
  } satisfies Updateable<WebhookEndpointColumns>;
}

export function newRow(
  wish: WebhookWish,
  given: Pick<EndpointRow, 'id' | 'secret' | 'created_at'>,
): Insertable<WebhookEndpointColumns> {
  return {
    ...columnsOf(wish),
    ...given,
    old_secret: null,
    old_secret_ends_at: null,
    disabled_reason: null,
    disabled_at: null,
    failing_since_at: null,
    quiet_until_at: null,
  };
}
