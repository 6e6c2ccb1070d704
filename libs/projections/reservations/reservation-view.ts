import type { AccountId, Credits, Instant, MemberId, Tier } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { Page, PageRequest } from '../page.js';

/** An open hold (rule 23). One that has ended is in the account's history only. */
export interface ReservationView {
  readonly reservation: string;
  readonly member: MemberId | null;
  readonly app: string | null;
  readonly model: string;
  readonly tier: Tier;
  /** As it was made. */
  readonly amountMicro: Credits;
  /** Still held of grants. */
  readonly heldMicro: Credits;
  /** Still held of the overage headroom. */
  readonly headroomMicro: Credits;
  readonly madeAt: Instant;
  /** By the ledger's own clock (rule 15). */
  readonly expiresAt: Instant;
  /** Of the event that made it. */
  readonly revision: Revision;
}

export interface ReservationQueries {
  /** Open ones, by reservation id. */
  reservations(account: AccountId, page: PageRequest): Promise<Page<ReservationView>>;
}
