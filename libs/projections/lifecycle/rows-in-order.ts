import type { Kysely } from 'kysely';
import { grantsTable, type GrantRow } from '../balances/grant-rows.js';
import { overageTable, type OverageRow } from '../overage/overage-rows.js';
import type { ViewsSchema } from '../store/views-schema.js';

const ROWS_AT_ONCE = 2_000;

/** All grants by key, which never changes: none is met twice however the ledger grows meanwhile. */
export function grantsInOrder(db: Kysely<ViewsSchema>): AsyncGenerator<readonly GrantRow[]> {
  return inSlices(async (after: GrantRow | undefined) => {
    const { account, grant } = after ?? { account: '', grant: '' };
    const rows = await db
      .selectFrom('grants')
      .selectAll()
      .where(({ eb, refTuple, tuple }) => eb(refTuple('account', 'grant_id'), '>', tuple(account, grant)))
      .orderBy('account')
      .orderBy('grant_id')
      .limit(ROWS_AT_ONCE)
      .execute();
    return rows.map(grantsTable.decode);
  });
}

/** All overage buckets by key. */
export function bucketsInOrder(db: Kysely<ViewsSchema>): AsyncGenerator<readonly OverageRow[]> {
  return inSlices(async (after: OverageRow | undefined) => {
    const from = after === undefined ? FIRST : overageTable.encode(after);
    const [account, period, policy, price] = from as readonly [string, number, string, number];
    const key = ['account', 'period', 'policy', 'price_version'] as const;
    const rows = await db
      .selectFrom('overage')
      .selectAll()
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple(...key), '>', tuple(account, BigInt(period), policy, BigInt(price))),
      )
      .orderBy('account')
      .orderBy('period')
      .orderBy('policy')
      .orderBy('price_version')
      .limit(ROWS_AT_ONCE)
      .execute();
    return rows.map(overageTable.decode);
  });
}

/** Before any bucket. */
const FIRST = ['', 0, '', 0];

/** Whoever else asks gets its turn between two slices. */
async function* inSlices<Row>(
  read: (after: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let after: Row | undefined; ;) {
    const rows = await read(after);
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1);
    await new Promise(setImmediate);
  }
}
