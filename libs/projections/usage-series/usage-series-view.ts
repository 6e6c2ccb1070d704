import type { AccountId, Instant, Kind, MemberId } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';

export const SERIES_STEPS = ['hour', 'day'] as const;
export type SeriesStep = (typeof SERIES_STEPS)[number];

export const SERIES_DIMENSIONS = ['member', 'model', 'kind'] as const;
export type SeriesDimension = (typeof SERIES_DIMENSIONS)[number];

export interface SeriesRequest {
  /** Of what happened from then on; the step it falls into is shown whole. */
  readonly from: Instant;
  /** Of what happened before then; the step it falls into is shown whole. */
  readonly until: Instant;
  readonly step: SeriesStep;
  /** What each step is split by. */
  readonly by: readonly SeriesDimension[];
}

/** A part of a step: one value of each dimension asked for; the members of the others are absent. */
export interface SeriesGroup {
  /** `null`: the calls named none. */
  readonly member?: MemberId | null;
  readonly model?: string;
  readonly kind?: Kind;
  /** Those that were not reversed; `null` when split by kind, since one call has several. */
  readonly calls: number | null;
  /** In units of the kind; `null` unless split by kind: units of different kinds make no sum. */
  readonly quantity: bigint | null;
  readonly creditsMicro: bigint;
}

export interface SeriesSums {
  readonly calls: number;
  readonly creditsMicro: bigint;
  /** Those that were used at all, in order of what they are split by; one or none where nothing is asked for. */
  readonly groups: readonly SeriesGroup[];
}

/** `[startsAt, endsAt)`: exactly what is summed. */
export interface SeriesBucket extends SeriesSums {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface UsageSeries {
  readonly account: AccountId;
  /** The account's, in which days begin. */
  readonly zone: string;
  readonly step: SeriesStep;
  readonly by: readonly SeriesDimension[];
  /** One after the other without a gap, whether anything was used or not. */
  readonly buckets: readonly SeriesBucket[];
  readonly totals: SeriesSums;
  /** Every event up to here is included. */
  readonly position: Position;
}

/** What was asked for makes no series, or one that nobody could read. */
export class SeriesRefused extends Error {
  override readonly name = 'SeriesRefused';

  constructor(
    readonly code: 'series_range_empty' | 'series_too_large',
    readonly facts: Readonly<Record<string, string | number>>,
  ) {
    super(`${code}: ${JSON.stringify(facts)}`);
  }
}

export interface UsageSeriesQueries {
  /**
   * `undefined`: no such account (yet).
   * @throws SeriesRefused
   */
  series(account: AccountId, request: SeriesRequest): Promise<UsageSeries | undefined>;
}
