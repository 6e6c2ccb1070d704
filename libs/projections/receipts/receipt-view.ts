import type { Credits, Instant, Sha256 } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { UsageCharged, UsageConflictRecorded } from '#libs/ledger/contract.js';

/** The key came again with other content and was not charged (rule 6). */
export interface ReceiptConflict {
  readonly recordedAt: Instant;
  readonly revision: Revision;
  readonly conflictingHash: Sha256;
  readonly claimedAccount: UsageConflictRecorded['data']['claimedAccount'];
}

/** One debit explained: what was used, which tariff, which grants, balance before and after. */
export interface ReceiptView {
  readonly usage: UsageCharged['data']['usage'];
  readonly contentHash: Sha256;
  readonly tariffs: UsageCharged['data']['tariffs'];
  readonly components: UsageCharged['data']['components'];
  readonly allocations: UsageCharged['data']['allocations'];
  readonly flags: UsageCharged['data']['flags'];
  readonly totalMicro: Credits;
  readonly period: number;
  readonly judgedAt: Instant;
  readonly remainingBeforeMicro: Credits;
  readonly remainingAfterMicro: Credits;
  readonly overageBeforeMicro: Credits;
  readonly overageAfterMicro: Credits;
  readonly recordedAt: Instant;
  readonly receivedAt: Instant;
  readonly actor: string;
  readonly revision: Revision;
  readonly position: Position;
  readonly conflicts: readonly ReceiptConflict[];
}

export interface ReceiptQueries {
  /** `undefined`: no debit holds this usage key. */
  receipt(key: { readonly source: string; readonly id: string }): Promise<ReceiptView | undefined>;
}
