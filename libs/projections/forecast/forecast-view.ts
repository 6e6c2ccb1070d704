import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';

/**
 * What a forecast says.
 * - `runs_out`: at the burn of the last days, nothing usable is left at `runsOutAt`.
 * - `lasts_until_renewal`: a subscription brings new credits before; it looks no further.
 * - `lasts_until_expiry`: what is left then lapses before it could be used.
 * - `lasts_beyond_horizon`: longer than ten years.
 * - `nothing_left`: there is nothing usable now.
 * - `no_burn`: nothing was used in the last days.
 * - `no_complete_day`: the account has not existed for a whole calendar day yet.
 */
export const FORECAST_OUTCOMES = [
  'runs_out',
  'lasts_until_renewal',
  'lasts_until_expiry',
  'lasts_beyond_horizon',
  'nothing_left',
  'no_burn',
  'no_complete_day',
] as const;
export type ForecastOutcome = (typeof FORECAST_OUTCOMES)[number];

/** The complete calendar days that the burn is the mean of. */
export interface BurnBasis {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly days: number;
  /** In those days, corrections taken in. */
  readonly usedMicro: bigint;
}

/** Until a grant expires or begins, in micro-credits: left = left before + begun − burned − lapsed. */
export interface ForecastStep {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Of grants that begin to pay when the step starts. */
  readonly begunMicro: bigint;
  readonly burnedMicro: bigint;
  /** Of grants that expire when the step ends, unused. */
  readonly lapsedMicro: bigint;
  /** When the step ends. */
  readonly leftMicro: bigint;
}

export interface Prediction {
  readonly outcome: ForecastOutcome;
  /** Set for `runs_out` alone. */
  readonly runsOutAt: Instant | null;
  /** Of the renewal, the expiry or the horizon; `null` for the other outcomes. */
  readonly boundAt: Instant | null;
  readonly steps: readonly ForecastStep[];
}

export interface Forecast extends Prediction {
  readonly account: AccountId;
  readonly at: Instant;
  /** `null` without a complete day. */
  readonly basis: BurnBasis | null;
  /** Mean of the basis, rounded half up; `null` without a basis. */
  readonly dailyBurnMicro: bigint | null;
  /** What the burn draws on at `at`: neither held nor expired. */
  readonly usableMicro: bigint;
  /** Next renewal that brings credits; `null`: none. */
  readonly renewalAt: Instant | null;
  /** How it was computed, in words and figures. */
  readonly formula: readonly string[];
  /** Every event up to here is included. */
  readonly position: Position;
}

export interface ForecastQueries {
  /** `undefined`: no such account (yet). */
  forecast(account: AccountId, at: Instant): Promise<Forecast | undefined>;
}
