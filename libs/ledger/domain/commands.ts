import type {
  AccountId,
  Credits,
  GrantId,
  Instant,
  MemberId,
  Quality,
  Quantity,
  Sha256,
  Tier,
} from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import type { ChargeComponent, StoredTariffPin } from './events.js';
import type { AccountKind, AlertRules, CostBasis, GrantScope, GrantSource } from './terms.js';

/** Rejections: `account_exists`, `time_zone_unknown`, `opening_in_future`, `too_many_members`. */
export interface OpenAccount {
  readonly type: 'OpenAccount';
  readonly account: AccountId;
  readonly kind: AccountKind;
  /** May lie in the past (an account moved here from elsewhere); absent: now. */
  readonly openedAt?: Instant;
  /** ISO 4217 */
  readonly currency: string;
  /** IANA name */
  readonly zone: string;
  readonly billingDay: number;
  readonly tariffBook: string;
  readonly alertRules: AlertRules;
  readonly members: readonly MemberId[];
}

/** Rejections: `account_unknown`, `member_exists`, `too_many_members`. */
export interface AddMember {
  readonly type: 'AddMember';
  readonly account: AccountId;
  readonly member: MemberId;
}

/** Rejections: `account_unknown`. */
export interface SetAlertRules {
  readonly type: 'SetAlertRules';
  readonly account: AccountId;
  readonly alertRules: AlertRules;
}

/**
 * Rejections, in the order they are checked: `account_unknown`, `grant_exists`, `grant_not_positive`,
 * `grant_never_usable`, `currency_differs`, `too_many_grants`, `balance_out_of_range`.
 */
export interface GrantCredits {
  readonly type: 'GrantCredits';
  readonly account: AccountId;
  /** Absent: the account's next number, `~1`, `~2` … (a client's id cannot contain `~`). */
  readonly grant?: GrantId;
  readonly source: GrantSource;
  /** Absent: the default of the source (rule 16). */
  readonly priority?: number;
  readonly amountMicro: Credits;
  /** Absent: now; for top-ups and transfers the start of the oldest unsealed period (rule 14). */
  readonly eligibleFrom?: Instant;
  readonly expiresAt?: Instant;
  readonly scope: GrantScope;
  readonly costBasis?: CostBasis;
  readonly paymentRef?: string;
}

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
 * `account_unknown` and `amount_out_of_range`, which mean that the usage is held, not lost.
 */
export interface ChargeUsage {
  readonly type: 'ChargeUsage';
  readonly usage: ChargeableUsage;
  readonly contentHash: Sha256;
  readonly tariffs: readonly StoredTariffPin[];
  readonly components: readonly ChargeComponent[];
  readonly receivedAt: Instant;
  /** Where the usage key was used before, if it was (rules 4, 6). */
  readonly prior?: PriorUse;
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

/** What a client command is decided with besides the state: time and key look-ups enter as data. */
export interface CommandContext {
  readonly now: Instant;
  /** The command's idempotency key was used before with the same input: its effect is there (rule 9). */
  readonly alreadyDone: boolean;
  /** The grant id was used on this account before; spent grants have left the state. */
  readonly grantIdUsed: boolean;
}

/** Commands a client gives, with an idempotency key. */
export type ClientCommand = OpenAccount | AddMember | SetAlertRules | GrantCredits;
export type AccountCommand = (ClientCommand & { readonly context: CommandContext }) | ChargeUsage | RecordUsageConflict;
