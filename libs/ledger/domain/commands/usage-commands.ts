import type { AccountId, Instant, MemberId, Quality, Quantity, Sha256, Tier } from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import type { ChargeComponent, StoredTariffPin, UsageCharged, UsageCorrected } from '../events/usage-events.js';
import type { Fault, GrantTerms } from '../terms.js';
import type { Clock } from './context.js';

/** What the charge needs of a metered usage. */
export interface ChargeableUsage {
  readonly key: { readonly source: string; readonly id: string };
  readonly account: AccountId;
  readonly member?: MemberId;
  readonly app?: string;
  readonly occurredAt: Instant;
  readonly provider: string;
  readonly model: string;
  readonly requestedModel?: string;
  readonly tier: Tier;
  readonly quantities: readonly Quantity[];
  readonly requestId: string;
  readonly parentRequestId?: string;
  readonly reservationId?: string;
  readonly final?: boolean;
  readonly quality: Quality;
}

/**
 * Rejections, in the order they are checked: `usage_key_conflict` (record it on the account that holds the key), then
 * `account_unknown`, `reservation_already_settled` and `amount_out_of_range`, which mean that the usage is held, not lost.
 */
export interface ChargeUsage {
  readonly type: 'ChargeUsage';
  readonly usage: ChargeableUsage;
  readonly contentHash: Sha256;
  readonly tariffs: readonly StoredTariffPin[];
  readonly components: readonly ChargeComponent[];
  readonly receivedAt: Instant;
  readonly clock: Clock;
  /** Where the usage key was used before, if it was (rules 4, 6). */
  readonly prior?: PriorUse;
  /** A usage with this reservation and request id was its final settlement (rule 24). */
  readonly settledBefore: boolean;
}

/** For the account that holds the key. Accepted without events if this conflict is already recorded (rule 6). */
export interface RecordUsageConflict {
  readonly type: 'RecordUsageConflict';
  readonly key: { readonly source: string; readonly id: string };
  readonly prior: PriorUse;
  readonly conflictingHash: Sha256;
  readonly claimedAccount: AccountId;
  readonly alreadyRecorded: boolean;
}

/** What is recorded about a usage; read from the journal before the command is decided. */
export interface UsageFacts {
  readonly charged: UsageCharged['data'];
  readonly chargedRevision: number;
  /** The newest correction of it; `null` where there is none. */
  readonly last: UsageCorrected['data'] | null;
  readonly lastRevision: number;
  /** Every grant that bears a part of it, as it was given. */
  readonly grants: readonly GrantTerms[];
}

/**
 * Rules 27, 28. Without `rerated` it is a reversal: net zero.
 * Rejections: `account_unknown`, `usage_unknown`, `correction_stale`, `correction_without_effect`, `amount_out_of_range`.
 */
export interface CorrectUsage {
  readonly type: 'CorrectUsage';
  readonly account: AccountId;
  readonly key: { readonly source: string; readonly id: string };
  /** Of the last fact about the usage the client knows. */
  readonly revision: number;
  readonly fault: Fault;
  readonly reason: string;
  /** The whole new price of the usage. */
  readonly rerated?: { readonly tariffs: readonly StoredTariffPin[]; readonly components: readonly ChargeComponent[] };
  /** `undefined`: no such usage was charged on the account. */
  readonly facts: UsageFacts | undefined;
  /** The fact at `revision` has been corrected since (its correction key is used). */
  readonly superseded: boolean;
}
