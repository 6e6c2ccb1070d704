import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { DueLimits, DuePage, TimerQueries } from './timer-view.js';

export class SqlTimerQueries implements TimerQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  async due({ now, takeUpTo, closeGraceMs }: DueLimits, { limit, after = '' }: DuePage): Promise<readonly AccountId[]> {
    const takenBy = BigInt(takeUpTo - closeGraceMs);
    const { db } = this;
    const expiring = db.selectFrom('grant_expiries').select('account').where('due_at', '<=', takenBy);
    const sealing = db.selectFrom('timers').select('account').where('grace', '=', 1n).where('due_at', '<=', takenBy);
    const others = db.selectFrom('timers').select('account').where('grace', '=', 0n).where('due_at', '<=', BigInt(now));
    const rows = await db
      .selectFrom(expiring.union(sealing).union(others).as('due'))
      .select('due.account')
      .where('due.account', '>', after)
      .orderBy('due.account')
      .limit(limit)
      .execute();
    return rows.map(({ account }) => account);
  }
}
