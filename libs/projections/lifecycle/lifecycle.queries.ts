import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import { grantsTable } from '../balances/grant-rows.js';
import { overageTable } from '../overage/overage-rows.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { Lifecycle, LifecycleQueries } from './lifecycle-view.js';
import { bucketsInOrder, grantsInOrder } from './rows-in-order.js';
import { LifecycleSum } from './sum-lifecycle.js';

export class SqlLifecycleQueries implements LifecycleQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  /** One transaction: but for a read model that is being derived anew, all figures are of one position. */
  ofAccount(account: AccountId): Promise<Lifecycle | undefined> {
    return this.db.transaction().execute(async (db) => {
      const known = await db.selectFrom('balances').select('account').where('account', '=', account).executeTakeFirst();
      if (known === undefined) return undefined;
      const sum = new LifecycleSum();
      const grants = await db.selectFrom('grants').selectAll().where('account', '=', account).execute();
      for (const row of grants) sum.addGrant(grantsTable.decode(row));
      const buckets = await db.selectFrom('overage').selectAll().where('account', '=', account).execute();
      for (const row of buckets) sum.addBucket(overageTable.decode(row));
      return { account, ...sum.statement(), ...(await shownRange(db)) };
    });
  }

  /**
   * In slices and in no transaction, which would keep everybody else waiting: each grant and each bucket is as of some
   * position between the two that are given, and adds up there.
   */
  async ofLedger(onRows: (done: number, total: number) => void = () => undefined): Promise<Lifecycle> {
    const { position } = await shownRange(this.db);
    const total = (await this.count('grants')) + (await this.count('overage'));
    const sum = new LifecycleSum();
    let done = 0;
    for await (const rows of grantsInOrder(this.db)) {
      for (const row of rows) sum.addGrant(row);
      onRows((done += rows.length), total);
    }
    for await (const rows of bucketsInOrder(this.db)) {
      for (const row of rows) sum.addBucket(row);
      onRows((done += rows.length), total);
    }
    const { untilPosition } = await shownRange(this.db);
    return { account: null, ...sum.statement(), position, untilPosition };
  }

  private async count(table: 'grants' | 'overage'): Promise<number> {
    const counted = this.db.selectFrom(table).select(({ fn }) => fn.countAll<bigint>().as('rows'));
    return Number((await counted.executeTakeFirstOrThrow()).rows);
  }
}

/** Grants and overage are of two read models: what both show, and what neither goes beyond. */
async function shownRange(db: Kysely<ViewsSchema>): Promise<Pick<Lifecycle, 'position' | 'untilPosition'>> {
  const [grants, overage] = [await shownPosition(db, 'balances'), await shownPosition(db, 'overage')];
  return { position: Math.min(grants, overage), untilPosition: Math.max(grants, overage) };
}
