import type { AccountId, Credits, GrantId, Instant, MemberId, Tier } from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { ReservationOutcome } from '../terms.js';
import type { ChargeComponent, StoredTariffPin } from './usage-events.js';

export interface HeldPart {
  readonly grant: GrantId;
  readonly amountMicro: Credits;
}

/** Whole or not at all (rule 23). Held credits stay in what remains and leave what is available. */
export type ReservationMade = DomainEvent<
  'ReservationMade',
  {
    readonly account: AccountId;
    readonly reservation: string;
    readonly member: MemberId | null;
    readonly app: string | null;
    readonly model: string;
    readonly tier: Tier;
    /** The maximum, priced: what is held is their sum. */
    readonly tariffs: readonly StoredTariffPin[];
    readonly components: readonly ChargeComponent[];
    readonly amountMicro: Credits;
    /** In burn order. */
    readonly parts: readonly HeldPart[];
    /** Held of the overage headroom under `limit` and `invoice`. */
    readonly headroomMicro: Credits;
    readonly burnOrder: number;
    /** By the ledger's own clock (rule 15). */
    readonly expiresAt: Instant;
  }
>;

/** What goes back to a grant that has expired meanwhile is gone at once (rule 25). */
export interface ReturnedPart {
  readonly grant: GrantId;
  readonly amountMicro: Credits;
  readonly expired: boolean;
}

/** Follows the final debit, a release, or the time to live; the outcome is final (rule 24). */
export type ReservationEnded = DomainEvent<
  'ReservationEnded',
  {
    readonly account: AccountId;
    readonly reservation: string;
    readonly outcome: ReservationOutcome;
    /** Of the usage that settled it. */
    readonly requestId: string | null;
    readonly returns: readonly ReturnedPart[];
    readonly headroomMicro: Credits;
  }
>;
