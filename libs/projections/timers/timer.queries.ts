import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { DueLimits, DuePage, SpanOfTime, TimerQueries } from './timer-view.js';

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

  async turning({ after, until }: SpanOfTime, { limit, after: from = '' }: DuePage): Promise<readonly AccountId[]> {
    const { db } = this;
    const [above, upTo] = [BigInt(after), BigInt(until)];
    const grants = db.selectFrom('grant_expiries').select('account').where('due_at', '>', above);
    const seals = db.selectFrom('timers').select('account').where('grace', '=', 1n).where('due_at', '>', above);
    const starts = db.selectFrom('timers').select('account').where('grace', '=', 2n).where('due_at', '>', above);
    const rows = await db
      .selectFrom(
        grants
          .where('due_at', '<=', upTo)
          .union(seals.where('due_at', '<=', upTo))
          .union(starts.where('due_at', '<=', upTo))
          .as('turning'),
      )
      .select('turning.account')
      .where('turning.account', '>', from)
      .orderBy('turning.account')
      .limit(limit)
      .execute();
    return rows.map(({ account }) => account);
  }
}
