import type { AccountId, MemberId, Tier } from '#libs/kernel/index.js';
import type { ChargeComponent, StoredTariffPin } from '../events/usage-events.js';
import type { ReservationOutcome } from '../terms.js';

/**
 * Rule 23. Rejections, in the order they are checked: `account_unknown`, `reservation_exists`, `account_suspended`,
 * `account_closed`, `member_unknown`, `too_many_holds`, `member_limit_reached`, `credits_insufficient`.
 */
export interface ReserveCredits {
  readonly type: 'ReserveCredits';
  readonly account: AccountId;
  readonly reservation: string;
  readonly member?: MemberId;
  readonly app?: string;
  readonly model: string;
  readonly tier: Tier;
  /** The maximum, priced by the tariff in force now. */
  readonly tariffs: readonly StoredTariffPin[];
  readonly components: readonly ChargeComponent[];
  readonly ttlMs: number;
}

/** Rejections: `account_unknown`, `reservation_unknown`, and how it ended: `reservation_already_<outcome>`. */
export interface ReleaseReservation {
  readonly type: 'ReleaseReservation';
  readonly account: AccountId;
  readonly reservation: string;
  /** How an id that is not open any more ended; `null`: there never was one. */
  readonly outcome: ReservationOutcome | null;
}
