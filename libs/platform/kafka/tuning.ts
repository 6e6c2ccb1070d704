/** Times in milliseconds. The defaults are meant to be left alone; tests shorten them. */
export interface KafkaTuning {
  /** A consumer that is silent for so long loses its partitions. */
  readonly sessionTimeoutMs: number;
  /** How long a rebalance waits for the batch in hand. */
  readonly rebalanceTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  /** How long the broker holds an empty fetch; also how soon a paused partition is asked again. */
  readonly maxWaitMs: number;
  /** Records per call of the intake: bounds the time between two heartbeats. */
  readonly sliceRecords: number;
  /** Without a sign of life for so long the intake is not healthy; after three times that its consumer is replaced. */
  readonly unhealthyAfterMs: number;
  readonly maxBackOffMs: number;
  /** How often idle partitions are examined for having been replaced. */
  readonly examineMs: number;
}

export const DEFAULT_TUNING: KafkaTuning = {
  sessionTimeoutMs: 30_000,
  rebalanceTimeoutMs: 60_000,
  heartbeatIntervalMs: 3_000,
  maxWaitMs: 500,
  sliceRecords: 2_000,
  unhealthyAfterMs: 30_000,
  maxBackOffMs: 30_000,
  examineMs: 15_000,
};

const FIRST_BACK_OFF_MS = 250;

/** Doubles with each failure in a row, the first being 1. */
export function backOffMs(failures: number, maxMs: number): number {
  return Math.min(maxMs, FIRST_BACK_OFF_MS * 2 ** (failures - 1));
}
