import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '#libs/kernel/index.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import { startAllLines, startLine } from './account-lines.js';
import type { Judged } from './judge-answer.js';
import { nextAttemptAt, quietUntil } from './retry-schedule.js';
import { disableIn, WELL } from './webhook-endpoints.js';
import type { DeadReason, DisabledReason } from './webhook-view.js';
import { PENDING } from './pending.js';
const DAY_MS = 24 * 60 * 60 * 1_000;

/** An endpoint that takes nothing for so long is disabled. */
export const FAILING_DAYS_MAX = 5;

/** An outage as long as this is over with the first message that is taken: what waits for later tries comes at once. */
const OUTAGE_MS = 60_000;

/** Everything one attempt needs. */
export interface DueDelivery {
  readonly delivery: number;
  readonly endpoint: string;
  /** Empty for a test message. */
  readonly account: string;
  readonly message: string;
  readonly url: string;
  readonly body: string;
  /** Newest first. */
  readonly secrets: readonly string[];
}

/** What may not be taken now, because as much of it is being sent as may be. */
export interface Busy {
  readonly deliveries: readonly number[];
  readonly endpoints: readonly string[];
}

export interface Ended extends Judged {
  readonly at: Instant;
  readonly durationMs: number;
}

/** What is due and what became of it. Of one account and endpoint only the oldest that is pending is ever due. */
export class WebhookQueue {
  constructor(
    private readonly db: Kysely<DeliverySchema>,
    private readonly now: () => Instant,
    private readonly random: () => number,
  ) {}

  /** At most one for each endpoint, so that none waits for another's; the one that has waited longest first. */
  async due({ deliveries, endpoints }: Busy): Promise<readonly DueDelivery[]> {
    const now = this.now();
    const rows = await this.db
      .selectFrom('webhook_endpoints as endpoint')
      .innerJoin('webhook_deliveries as due', (join) =>
        join.on('due.number', '=', ({ selectFrom }) =>
          selectFrom('webhook_deliveries as first')
            .select('first.number')
            .whereRef('first.endpoint', '=', 'endpoint.id')
            .where('first.state', '=', PENDING)
            .where('first.next_attempt_at', '<=', now)
            .where('first.number', 'not in', deliveries)
            .orderBy('first.next_attempt_at')
            .orderBy('first.number')
            .limit(1),
        ),
      )
      .innerJoin('webhook_messages as message', 'message.id', 'due.message')
      .select(['due.number', 'due.endpoint', 'due.account', 'due.message', 'message.body'])
      .select(['endpoint.url', 'endpoint.secret', 'endpoint.old_secret', 'endpoint.old_secret_ends_at'])
      .where('endpoint.id', 'not in', endpoints)
      .where('endpoint.disabled_reason', 'is', null)
      .where(({ eb, or }) => or([eb('endpoint.quiet_until_at', 'is', null), eb('endpoint.quiet_until_at', '<=', now)]))
      .orderBy('due.next_attempt_at')
      .orderBy('due.number')
      .execute();
    return rows.map(({ number: delivery, endpoint, account, message, url, body, ...row }) => {
      const oldSigns = row.old_secret !== null && now < (row.old_secret_ends_at ?? 0);
      const secrets = oldSigns ? [row.secret, row.old_secret!] : [row.secret];
      return { delivery, endpoint, account, message, url, body, secrets };
    });
  }

  /**
   * One transaction: the attempt, what it means for the delivery, and for the endpoint.
   * @returns why the endpoint was disabled by it, if it was
   */
  record(due: DueDelivery, ended: Ended): Promise<DisabledReason | undefined> {
    const { delivery, endpoint } = due;
    const isTaken = ended.outcome === 'delivered';
    return this.db.transaction().execute(async (tx) => {
      if (!(await this.log(tx, delivery, ended))) return undefined;
      await (isTaken ? this.delivered(tx, delivery) : this.failed(tx, delivery, ended));
      await startLine(tx, due, this.now());
      return isTaken ? this.endpointIsWell(tx, endpoint) : this.endpointFailed(tx, endpoint, ended);
    });
  }

  /** False when the endpoint was deleted meanwhile, and its deliveries with it. */
  private async log(tx: Transaction<DeliverySchema>, delivery: number, ended: Ended): Promise<boolean> {
    const counted = await tx
      .updateTable('webhook_deliveries')
      .set((row) => ({ attempts: row('attempts', '+', 1) }))
      .where('number', '=', delivery)
      .executeTakeFirst();
    if (counted.numUpdatedRows === 0n) return false;
    const { at, durationMs, outcome, status, error, answer } = ended;
    await tx
      .insertInto('webhook_attempts')
      .values({ delivery, at, duration_ms: durationMs, outcome, status, error, answer })
      .execute();
    return true;
  }

  private async delivered(tx: Transaction<DeliverySchema>, delivery: number): Promise<void> {
    await tx
      .updateTable('webhook_deliveries')
      .set({ state: 'delivered', reason: null, next_attempt_at: null, finished_at: this.now() })
      .where('number', '=', delivery)
      .execute();
  }

  /** Leaves alone what was finished meanwhile, e.g. because its endpoint was disabled. */
  private async failed(tx: Transaction<DeliverySchema>, delivery: number, { outcome }: Ended): Promise<void> {
    const now = this.now();
    const { attempts } = await tx
      .selectFrom('webhook_deliveries')
      .select('attempts')
      .where('number', '=', delivery)
      .executeTakeFirstOrThrow();
    const next = outcome === 'gone' ? undefined : nextAttemptAt(attempts, now, this.random);
    const reason: DeadReason = outcome === 'gone' ? 'gone' : 'attempts_exhausted';
    await tx
      .updateTable('webhook_deliveries')
      .set(
        next === undefined
          ? { state: 'dead', reason, next_attempt_at: null, finished_at: now }
          : { next_attempt_at: next },
      )
      .where('number', '=', delivery)
      .where('state', '=', PENDING)
      .execute();
  }

  private async endpointIsWell(tx: Transaction<DeliverySchema>, id: string): Promise<undefined> {
    const now = this.now();
    const row = await tx
      .selectFrom('webhook_endpoints')
      .select('failing_since_at')
      .where('id', '=', id)
      .executeTakeFirst();
    const failingSince = row?.failing_since_at ?? null;
    if (failingSince === null) return;
    await tx.updateTable('webhook_endpoints').set(WELL).where('id', '=', id).execute();
    if (now - failingSince >= OUTAGE_MS) await startAllLines(tx, id, now);
  }

  private async endpointFailed(
    tx: Transaction<DeliverySchema>,
    id: string,
    { outcome, retryAfter }: Ended,
  ): Promise<DisabledReason | undefined> {
    const now = this.now();
    const quiet = quietUntil(retryAfter, now);
    const row = await tx
      .updateTable('webhook_endpoints')
      .set((column) => ({ failing_since_at: column.fn.coalesce('failing_since_at', column.val(now)) }))
      .$if(quiet !== undefined, (query) => query.set({ quiet_until_at: quiet! }))
      .where('id', '=', id)
      .returning(['failing_since_at', 'disabled_reason'])
      .executeTakeFirst();
    if (row === undefined || row.disabled_reason !== null) return undefined;
    const isGivenUp = now - (row.failing_since_at ?? now) >= FAILING_DAYS_MAX * DAY_MS;
    const reason = outcome === 'gone' ? 'gone' : isGivenUp ? 'failing' : undefined;
    if (reason !== undefined) await disableIn(tx, id, reason, now);
    return reason;
  }
}
