import type { Kysely } from 'kysely';
import { divideRoundHalfUp, type AccountId, type Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import { isUnscoped, usableMicro } from '#libs/ledger/contract.js';
import type { AccountQueries, AccountView } from '../accounts/account-view.js';
import { subscriptionsTable } from '../accounts/subscription-rows.js';
import type { BalanceQueries, GrantView } from '../balances/balance-view.js';
import type { ProjectionName } from '../runner/projector-view.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { completeDays } from '../usage-series/series-buckets.js';
import { usageHoursOf } from '../usage-series/usage-hours-of.js';
import type { BurnBasis, Forecast, ForecastQueries, Prediction } from './forecast-view.js';
import { formulaOf } from './formula.js';
import { nextRenewal } from './next-renewal.js';
import { predict } from './predict.js';

/** A week has every day of the week once. */
const MOST_DAYS = 7;

const READ_BY_FORECASTS: readonly ProjectionName[] = ['accounts', 'balances', 'usage-series'];

const NO_COMPLETE_DAY: Prediction = { outcome: 'no_complete_day', runsOutAt: null, boundAt: null, steps: [] };

export class SqlForecastQueries implements ForecastQueries {
  constructor(
    private readonly db: Kysely<ViewsSchema>,
    private readonly accounts: AccountQueries,
    private readonly balances: BalanceQueries,
  ) {}

  async forecast(account: AccountId, at: Instant): Promise<Forecast | undefined> {
    // Before anything is read: what comes in between is more than is claimed.
    const position = await this.shown();
    const view = await this.accounts.account(account);
    const balance = await this.balances.balance(account, at);
    if (view === undefined || balance === undefined) return undefined;
    const { grants, isScoped } = counted(balance.grants);
    const basis = await this.basis(view, at);
    const renewalAt = nextRenewal(view, await this.subscriptions(account));
    const figures = {
      account,
      at,
      basis,
      dailyBurnMicro: basis && divideRoundHalfUp(basis.usedMicro, BigInt(basis.days)),
      usableMicro: usableMicro(grants, at),
      renewalAt,
      position,
      ...(basis === null ? NO_COMPLETE_DAY : predict({ at, grants, renewalAt }, basis)),
    };
    return { ...figures, formula: formulaOf(figures, { zone: view.zone, isScoped }) };
  }

  /** Up to where all it is made of shows every event: one that is being derived anew is behind the others. */
  private async shown(): Promise<Position> {
    const positions: Position[] = [];
    for (const projection of READ_BY_FORECASTS) positions.push(await shownPosition(this.db, projection));
    return Math.min(...positions);
  }

  private async basis({ account, openedAt, zone }: AccountView, at: Instant): Promise<BurnBasis | null> {
    const days = completeDays(at, openedAt, zone, MOST_DAYS);
    if (days.length === 0) return null;
    const whole = { startsAt: days[0]!.startsAt, endsAt: days.at(-1)!.endsAt };
    let usedMicro = 0n;
    for await (const rows of usageHoursOf(this.db, account, whole)) {
      for (const { kinds } of rows) for (const { creditsMicro } of kinds) usedMicro += creditsMicro;
    }
    return { ...whole, days: days.length, usedMicro };
  }

  private async subscriptions(account: AccountId) {
    const running = this.db.selectFrom('subscriptions').selectAll().where('account', '=', account);
    const rows = await running.where('ended', 'is', null).execute();
    return rows.map(subscriptionsTable.decode);
  }
}

/** As alerts count them (rule 35): unscoped grants, or all where none is unscoped. */
function counted(grants: readonly GrantView[]): { readonly grants: readonly GrantView[]; readonly isScoped: boolean } {
  const unscoped = grants.filter(({ scope }) => isUnscoped(scope));
  return unscoped.length === 0 ? { grants, isScoped: grants.length > 0 } : { grants: unscoped, isScoped: false };
}
