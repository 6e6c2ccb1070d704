import { randomBytes } from 'node:crypto';
import { sql, type Kysely, type Transaction, type UpdateObject } from 'kysely';
import type { Instant } from '#libs/kernel/index.js';
import type { WebhookTransport } from '../ports/webhook-transport.port.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import { columnsOf, endpointOf, newRow, type EndpointRow } from './endpoint-rows.js';
import { TooManyWebhooks, WebhookUnknown, WebhookUrlRefused } from './webhook-errors.js';
import { newSecret, SECRET_OVERLAP_MS } from './webhook-secret.js';
import type { DisabledReason, IssuedWebhook, WebhookEndpoint, WebhookWish } from './webhook-view.js';
import { PENDING } from './pending.js';

/** Each alert is written once for each of them. */
export const ENDPOINTS_MAX = 100;

/** As if it had never failed. */
export const WELL = { failing_since_at: null, quiet_until_at: null };

/** The endpoints in delivery.db, and everything an operator may do to one. */
export class WebhookEndpoints {
  constructor(
    private readonly db: Kysely<DeliverySchema>,
    private readonly transport: Pick<WebhookTransport, 'refusalOf'>,
    private readonly now: () => Instant,
  ) {}

  /** Those that take nothing, and not because an operator wants it so; in words, `undefined` when there are none. */
  async problem(): Promise<string | undefined> {
    const given = (await this.list()).filter(({ disabledReason }) => disabledReason !== 'operator');
    const lost = given.filter(({ state }) => state === 'disabled');
    if (lost.length === 0) return undefined;
    return `webhook endpoints that take nothing were disabled: ${lost.map(({ id, disabledReason }) => `${id} (${disabledReason})`).join(', ')}`;
  }

  /** @throws WebhookUrlRefused, TooManyWebhooks */
  async create(wish: WebhookWish): Promise<IssuedWebhook> {
    await this.requireSoundUrl(wish.url);
    const secret = newSecret();
    const row = newRow(wish, { id: `wh_${randomBytes(8).toString('hex')}`, secret, created_at: this.now() });
    const made = await this.db.transaction().execute(async (tx) => {
      const { count } = await tx
        .selectFrom('webhook_endpoints')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      if (count >= ENDPOINTS_MAX) throw new TooManyWebhooks();
      return tx.insertInto('webhook_endpoints').values(row).returningAll().executeTakeFirstOrThrow();
    });
    return { endpoint: endpointOf(made), secret };
  }

  /** Oldest first. */
  async list(): Promise<readonly WebhookEndpoint[]> {
    return (await this.db.selectFrom('webhook_endpoints').selectAll().orderBy('number').execute()).map(endpointOf);
  }

  /** @throws WebhookUnknown */
  async get(id: string): Promise<WebhookEndpoint> {
    return endpointOf(await this.row(this.db, id));
  }

  /**
   * What was to be sent to the old address goes to the new one, which has not failed and has not asked for quiet.
   * @throws WebhookUnknown, WebhookUrlRefused
   */
  async change(id: string, wish: WebhookWish): Promise<WebhookEndpoint> {
    const { url } = await this.get(id);
    await this.requireSoundUrl(wish.url);
    return this.update(id, { ...columnsOf(wish), ...(wish.url === url ? {} : WELL) });
  }

  /**
   * From now on the new secret signs, and for a day the one before it too.
   * @throws WebhookUnknown
   */
  async rotateSecret(id: string): Promise<IssuedWebhook> {
    const secret = newSecret();
    const endsAt = this.now() + SECRET_OVERLAP_MS;
    // In one statement: of two who rotate at once, each is told a secret that signs.
    const oldSecret = sql.ref<string>('secret');
    const endpoint = await this.update(id, { secret, old_secret: oldSecret, old_secret_ends_at: endsAt });
    return { endpoint, secret };
  }

  /**
   * What is still to be sent is dead, and so is what would come; both can be replayed later.
   * @throws WebhookUnknown
   */
  disable(id: string, reason: DisabledReason): Promise<WebhookEndpoint> {
    return this.db.transaction().execute(async (tx) => {
      const row = await this.row(tx, id);
      return row.disabled_reason === null ? endpointOf(await disableIn(tx, id, reason, this.now())) : endpointOf(row);
    });
  }

  /** @throws WebhookUnknown */
  enable(id: string): Promise<WebhookEndpoint> {
    return this.update(id, { disabled_reason: null, disabled_at: null, ...WELL });
  }

  /**
   * With everything that was sent to it.
   * @throws WebhookUnknown
   */
  async remove(id: string): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await this.row(tx, id);
      const deliveries = tx.selectFrom('webhook_deliveries').select('number').where('endpoint', '=', id);
      await tx.deleteFrom('webhook_attempts').where('delivery', 'in', deliveries).execute();
      await tx.deleteFrom('webhook_deliveries').where('endpoint', '=', id).execute();
      await tx.deleteFrom('webhook_endpoints').where('id', '=', id).execute();
    });
  }

  /** Overdue secrets are not only unused but gone. */
  async forgetOldSecrets(): Promise<void> {
    await this.db
      .updateTable('webhook_endpoints')
      .set({ old_secret: null, old_secret_ends_at: null })
      .where('old_secret_ends_at', '<=', this.now())
      .execute();
  }

  private async requireSoundUrl(url: string): Promise<void> {
    const refusal = await this.transport.refusalOf(url);
    if (refusal !== undefined) throw new WebhookUrlRefused(refusal);
  }

  private async row(db: Kysely<DeliverySchema>, id: string): Promise<EndpointRow> {
    const row = await db.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new WebhookUnknown();
    return row;
  }

  private async update(
    id: string,
    changes: UpdateObject<DeliverySchema, 'webhook_endpoints'>,
  ): Promise<WebhookEndpoint> {
    const row = await this.db
      .updateTable('webhook_endpoints')
      .set(changes)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new WebhookUnknown();
    return endpointOf(row);
  }
}

/** A disabled endpoint has nothing pending: what it misses is dead at once, and can be replayed. */
export async function disableIn(
  tx: Transaction<DeliverySchema>,
  id: string,
  reason: DisabledReason,
  at: Instant,
): Promise<EndpointRow> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ state: 'dead', reason: 'endpoint_disabled', next_attempt_at: null, finished_at: at })
    .where('endpoint', '=', id)
    .where('state', '=', PENDING)
    .execute();
  return tx
    .updateTable('webhook_endpoints')
    .set({ disabled_reason: reason, disabled_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}
