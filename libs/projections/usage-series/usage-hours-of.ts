import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { SeriesSpan } from './series-buckets.js';
import { HOUR_MS, usageHoursTable, type UsageHourRow } from './usage-hour-rows.js';

const ROWS_AT_ONCE = 2_000;

/** An account's hours in order, in slices: whoever else asks gets its turn between them. */
export async function* usageHoursOf(
  db: Kysely<ViewsSchema>,
  account: AccountId,
  { startsAt, endsAt }: SeriesSpan,
): AsyncGenerator<readonly UsageHourRow[]> {
  let after: UsageHourRow | undefined;
  for (;;) {
    const rows = (await slice(db, account, { startsAt, endsAt }, after)).map(usageHoursTable.decode);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1);
    await new Promise(setImmediate);
  }
}

function slice(
  db: Kysely<ViewsSchema>,
  account: AccountId,
  { startsAt, endsAt }: SeriesSpan,
  after: UsageHourRow | undefined,
) {
  const query = db
    .selectFrom('usage_hours')
    .selectAll()
    .where('account', '=', account)
    .where('hour', '<', BigInt(endsAt / HOUR_MS))
    .orderBy('hour')
    .orderBy('member')
    .orderBy('model')
    .limit(ROWS_AT_ONCE);
  if (after === undefined) return query.where('hour', '>=', BigInt(startsAt / HOUR_MS)).execute();
  const { hour, member, model } = after;
  return query
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('hour', 'member', 'model'), '>', tuple(BigInt(hour), member ?? '', model)),
    )
    .execute();
}
