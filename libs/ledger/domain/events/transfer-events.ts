import type { AccountId, Credits } from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { CostBasis, GrantTerms } from '../terms.js';

/** What leaves one grant; the receiver gets a grant of the same class, expiry, scope and share of the cost (rule 33). */
export interface TransferPart {
  /** The sender's grant. */
  readonly grant: GrantTerms;
  readonly amountMicro: Credits;
  /** The part's share of what was paid for the grant; the shares of all parts of a grant sum to the whole. */
  readonly costBasis: CostBasis | null;
}

/** Step one: the credits have left the sender. */
export type TransferSent = DomainEvent<
  'TransferSent',
  {
    readonly account: AccountId;
    readonly transfer: string;
    readonly to: AccountId;
    readonly amountMicro: Credits;
    /** In the order of the burn. */
    readonly parts: readonly TransferPart[];
  }
>;

/** The receiver has its grants: nothing is in flight any more. */
export type TransferCompleted = DomainEvent<
  'TransferCompleted',
  { readonly account: AccountId; readonly transfer: string }
>;

/** Step two could not be taken: everything is back in the same grants; what expired meanwhile expires at once. */
export type TransferReturned = DomainEvent<
  'TransferReturned',
  {
    readonly account: AccountId;
    readonly transfer: string;
    readonly reason: string;
    readonly parts: readonly { readonly grant: GrantTerms; readonly amountMicro: Credits; readonly expired: boolean }[];
  }
>;
