import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { spansOf, type SeriesSpan } from './series-buckets.js';
import { UsageSum } from './sum-usage.js';
import { HOUR_MS } from './usage-hour-rows.js';
import { usageHoursOf } from './usage-hours-of.js';
import { SeriesRefused, type SeriesRequest, type UsageSeries, type UsageSeriesQueries } from './usage-series-view.js';

/** Over all steps: what an answer may hold. */
const LARGEST_GROUPS = 20_000;

export class SqlUsageSeriesQueries implements UsageSeriesQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  async series(account: AccountId, request: SeriesRequest): Promise<UsageSeries | undefined> {
    const known = await this.db.selectFrom('accounts').select('zone').where('account', '=', account).executeTakeFirst();
    if (known === undefined) return undefined;
    const { zone } = known;
    const position = await shownPosition(this.db, 'usage-series');
    const { step, by } = request;
    const spans = spansOf(request, zone);
    const { sums, total } = await this.sumsOf(account, spans, by);
    const buckets = spans.map((span, at) => ({ ...span, ...sums[at]!.sums() }));
    return { account, zone, step, by, buckets, totals: total.sums(), position };
  }

  private async sumsOf(account: AccountId, spans: readonly SeriesSpan[], by: SeriesRequest['by']) {
    const sums = spans.map(() => new UsageSum(by));
    const total = new UsageSum(by);
    let at = 0;
    let groups = 0;
    const whole = { startsAt: spans[0]!.startsAt, endsAt: spans.at(-1)!.endsAt };
    for await (const rows of usageHoursOf(this.db, account, whole)) {
      for (const row of rows) {
        while (spans[at]!.endsAt <= row.hour * HOUR_MS) groups += sums[at++]!.size;
        sums[at]!.add(row);
        total.add(row);
      }
      if (groups + sums[at]!.size > LARGEST_GROUPS) {
        throw new SeriesRefused('series_too_large', { groups: LARGEST_GROUPS });
      }
    }
    return { sums, total };
  }
}
