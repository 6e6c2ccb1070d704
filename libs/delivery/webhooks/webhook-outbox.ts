import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely, Transaction } from 'kysely';
import { formatInstant, type Instant } from '#libs/kernel/index.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import { startAllLines, startLine, startTests } from './account-lines.js';
import type { AlertNotice } from './alert-notice.js';
import { endpointOf, type EndpointRow } from './endpoint-rows.js';
import { WebhookDeliveryUnknown, WebhookDisabled, WebhookUnknown } from './webhook-errors.js';
import type { WebhookDeliveryColumns } from './webhook-schema.js';
import { TEST_MESSAGE_TYPE, type WebhookBacklog, type WebhookMessageType } from './webhook-view.js';
import { PENDING } from './pending.js';

/** One message, or everything an endpoint did not take since a time. */
export type Replay = { readonly message: string } | { readonly since: Instant };

interface Message {
  readonly id: string;
  readonly type: WebhookMessageType;
  /** Empty for a test message. */
  readonly account: string;
}

/** Writes down what is to be sent to whom. The same message is written down once for each endpoint, however often it comes. */
export class WebhookOutbox {
  constructor(
    private readonly db: Kysely<DeliverySchema>,
    private readonly now: () => Instant,
  ) {}

  /** All or nothing, in the order given. */
  async add(messages: readonly AlertNotice[]): Promise<void> {
    const at = this.now();
    await this.db.transaction().execute(async (tx) => {
      const endpoints = await tx.selectFrom('webhook_endpoints').selectAll().orderBy('number').execute();
      for (const message of messages) {
        const takers = endpoints.filter((row) => wants(row, message));
        if (takers.length > 0) await write(tx, message, message.body, takers, at);
      }
    });
  }

  /**
   * A message that says nothing but that it arrived. Those that still wait are tried again with it.
   * @returns its id
   * @throws WebhookUnknown, WebhookDisabled
   */
  addTest(endpoint: string): Promise<string> {
    const at = this.now();
    const message: Message = { id: `test/${randomUUID()}`, type: TEST_MESSAGE_TYPE, account: '' };
    const data = { endpoint, sentence: 'This is a test message; nothing has happened.' };
    const body = JSON.stringify({ type: message.type, timestamp: formatInstant(at), data });
    return this.db.transaction().execute(async (tx) => {
      await write(tx, message, body, [await enabledEndpoint(tx, endpoint)], at);
      await startTests(tx, endpoint, at);
      return message.id;
    });
  }

  /**
   * Starts deliveries anew, each with all its attempts. Whatever else waits there for its next attempt has it now.
   * @returns how many
   * @throws WebhookUnknown, WebhookDisabled, WebhookDeliveryUnknown when the message was not to be sent there
   */
  replay(endpoint: string, what: Replay): Promise<number> {
    return this.db.transaction().execute(async (tx) => {
      await enabledEndpoint(tx, endpoint);
      const restarted = await tx
        .updateTable('webhook_deliveries')
        .set({ state: 'pending', reason: null, attempts: 0, next_attempt_at: null, finished_at: null })
        .where('endpoint', '=', endpoint)
        .$if('message' in what, (query) => query.where('message', '=', (what as { message: string }).message))
        .$if('since' in what, (query) =>
          query.where('state', '!=', 'delivered').where('created_at', '>=', (what as { since: Instant }).since),
        )
        .executeTakeFirst();
      const count = Number(restarted.numUpdatedRows);
      if ('message' in what && count === 0) throw new WebhookDeliveryUnknown();
      await startAllLines(tx, endpoint, this.now());
      return count;
    });
  }

  /**
   * Forgets what was delivered or given up before that time, and messages nobody refers to any more.
   * @returns how many deliveries
   */
  prune(before: Instant): Promise<number> {
    return this.db.transaction().execute(async (tx) => {
      const old = tx.selectFrom('webhook_deliveries').select('number').where('finished_at', '<', before);
      await tx.deleteFrom('webhook_attempts').where('delivery', 'in', old).execute();
      const { numDeletedRows } = await tx
        .deleteFrom('webhook_deliveries')
        .where('finished_at', '<', before)
        .executeTakeFirst();
      await tx
        .deleteFrom('webhook_messages')
        .where('created_at', '<', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('webhook_deliveries')
                .select('number')
                .whereRef('webhook_deliveries.message', '=', 'webhook_messages.id'),
            ),
          ),
        )
        .execute();
      return Number(numDeletedRows);
    });
  }

  async backlog(): Promise<WebhookBacklog> {
    const { pending, oldestAt } = await this.db
      .selectFrom('webhook_deliveries')
      .select((select) => [
        select.fn.countAll<number>().as('pending'),
        select.fn.min<number | null>('created_at').as('oldestAt'),
      ])
      .where('state', '=', PENDING)
      .executeTakeFirstOrThrow();
    return { pending, oldestAt };
  }
}

function wants(row: EndpointRow, { type, account }: AlertNotice): boolean {
  const { eventTypes, accounts } = endpointOf(row);
  return eventTypes.includes(type) && (accounts === null || accounts.includes(account));
}

async function write(
  tx: Transaction<DeliverySchema>,
  { id, type, account }: Message,
  body: string,
  endpoints: readonly EndpointRow[],
  at: Instant,
): Promise<void> {
  await tx
    .insertInto('webhook_messages')
    .values({ id, type, body, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const first = (row: EndpointRow): Insertable<WebhookDeliveryColumns> => {
    const isMissed = row.disabled_reason !== null;
    return {
      endpoint: row.id,
      message: id,
      type,
      account,
      state: isMissed ? 'dead' : 'pending',
      reason: isMissed ? 'endpoint_disabled' : null,
      attempts: 0,
      next_attempt_at: null,
      created_at: at,
      finished_at: isMissed ? at : null,
    };
  };
  await tx
    .insertInto('webhook_deliveries')
    .values(endpoints.map(first))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const endpoint of endpoints) await startLine(tx, { endpoint: endpoint.id, account }, at);
}

async function enabledEndpoint(tx: Transaction<DeliverySchema>, id: string): Promise<EndpointRow> {
  const row = await tx.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new WebhookUnknown();
  if (row.disabled_reason !== null) throw new WebhookDisabled();
  return row;
}
