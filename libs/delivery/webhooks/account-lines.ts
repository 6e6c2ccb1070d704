import { sql, type Transaction } from 'kysely';
import type { Instant } from '#libs/kernel/index.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import { PENDING } from './pending.js';

/*
 * What an endpoint is told of one account stands in a line: only its first, the oldest that is pending, has a time for
 * its next attempt. So one account's messages come in order, and finding what is due never looks at those behind.
 */

/** Gives the first of one line its time, if it has none yet. */
export async function startLine(
  tx: Transaction<DeliverySchema>,
  { endpoint, account }: { readonly endpoint: string; readonly account: string },
  at: Instant,
): Promise<void> {
  const first = await tx
    .selectFrom('webhook_deliveries')
    .select(['number', 'next_attempt_at'])
    .where('endpoint', '=', endpoint)
    .where('account', '=', account)
    .where('state', '=', PENDING)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  if (first === undefined || first.next_attempt_at !== null) return;
  await tx.updateTable('webhook_deliveries').set({ next_attempt_at: at }).where('number', '=', first.number).execute();
}

/** Test messages stand in no line: whoever asks for one has mended something, and wants to see it now. */
export async function startTests(tx: Transaction<DeliverySchema>, endpoint: string, at: Instant): Promise<void> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ next_attempt_at: at })
    .where('endpoint', '=', endpoint)
    .where('account', '=', '')
    .where('state', '=', PENDING)
    .execute();
}

/** All lines of an endpoint anew: each first is tried at once. */
export async function startAllLines(tx: Transaction<DeliverySchema>, endpoint: string, at: Instant): Promise<void> {
  const heads = sql<number>`SELECT min(number) FROM webhook_deliveries
    WHERE endpoint = ${endpoint} AND state = 'pending' GROUP BY account`;
  await sql`UPDATE webhook_deliveries SET next_attempt_at = CASE WHEN number IN (${heads}) THEN ${at} END
    WHERE endpoint = ${endpoint} AND state = 'pending'`.execute(tx);
}
