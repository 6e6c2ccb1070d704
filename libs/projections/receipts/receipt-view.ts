import type { Credits, Instant, Sha256 } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { GrantTerms, UsageCharged, UsageConflictRecorded, UsageCorrected } from '#libs/ledger/contract.js';
import type { DisputeView } from '../disputes/dispute-view.js';

/** The key came again with other content and was not charged (rule 6). */
export interface ReceiptConflict {
  readonly recordedAt: Instant;
  readonly revision: Revision;
  readonly conflictingHash: Sha256;
  readonly claimedAccount: UsageConflictRecorded['data']['claimedAccount'];
}

type Correction = UsageCorrected['data'];

/** What a correction changed, and what then held (rules 27, 28). */
export interface ReceiptCorrection extends Pick<
  Correction,
  | 'correction'
  | 'fault'
  | 'reason'
  | 'tariffs'
  | 'components'
  | 'allocations'
  | 'totalMicro'
  | 'deltaMicro'
  | 'steps'
  | 'lines'
  | 'period'
  | 'remainingAfterMicro'
  | 'overageAfterMicro'
> {
  /** Given for what grants that had ended meanwhile would have got back. */
  readonly refundGrants: readonly Pick<GrantTerms, 'grant' | 'amountMicro' | 'expiresAt'>[];
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly revision: Revision;
}

/** What the usage costs with all corrections taken in. */
export interface ReceiptNet extends Pick<Correction, 'tariffs' | 'components' | 'allocations' | 'totalMicro'> {
  /** Of the last fact about the usage: what the next correction names. */
  readonly revision: Revision;
}

/** One debit explained: what was used, which tariff, which grants, balance before and after. */
export interface ReceiptView extends Pick<
  UsageCharged['data'],
  'usage' | 'contentHash' | 'tariffs' | 'components' | 'allocations' | 'flags' | 'period' | 'originPeriod' | 'judgedAt'
> {
  readonly totalMicro: Credits;
  readonly remainingBeforeMicro: Credits;
  readonly remainingAfterMicro: Credits;
  readonly overageBeforeMicro: Credits;
  readonly overageAfterMicro: Credits;
  readonly recordedAt: Instant;
  readonly receivedAt: Instant;
  readonly actor: string;
  readonly revision: Revision;
  readonly position: Position;
  /** Oldest first. */
  readonly corrections: readonly ReceiptCorrection[];
  readonly net: ReceiptNet;
  readonly conflicts: readonly ReceiptConflict[];
  /** Oldest first; one that ended says how. */
  readonly disputes: readonly DisputeView[];
}

export interface ReceiptQueries {
  /** `undefined`: no debit holds this usage key. */
  receipt(key: { readonly source: string; readonly id: string }): Promise<ReceiptView | undefined>;
}
