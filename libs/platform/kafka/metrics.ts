/** What the intake counts; the application hands in its counters. */
export interface KafkaIntakeMetrics {
  /** Records taken in; those delivered again count again. */
  consumed(records: number): void;
  /** Records the broker had removed before they were read: usage nobody will be charged for. */
  lost(records: number): void;
  /** A topic deleted and created again under the same name, or cut off below what was read. */
  replaced(): void;
  /** The consumer ended and another took its place. */
  restarted(): void;
}

export const NO_METRICS: KafkaIntakeMetrics = { consumed() {}, lost() {}, replaced() {}, restarted() {} };
