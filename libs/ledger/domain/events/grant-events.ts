import type { AccountId, Credits, GrantId, Instant } from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { GrantTerms, MoneyLine, Payment, ProductPin, Repayment } from '../terms.js';

/** One part of a transfer, on the receiver's side (rule 33). */
export interface TransferOrigin {
  readonly transfer: string;
  readonly from: AccountId;
  /** Ordinal of the part in `TransferSent.parts`. */
  readonly part: number;
}

/** The one way credits come into an account. `amountMicro` less `repays` remains. */
export type CreditsGranted = DomainEvent<
  'CreditsGranted',
  {
    readonly account: AccountId;
    readonly terms: GrantTerms;
    /** What was bought, where something was; with `oncePerCustomer` it uses up the key (account, product). */
    readonly product: ProductPin | null;
    readonly oncePerCustomer: boolean;
    readonly subscription: string | null;
    readonly transfer: TransferOrigin | null;
    readonly paymentRef: string | null;
    readonly payment: Payment | null;
    readonly repays: readonly Repayment[];
    readonly lines: readonly MoneyLine[];
  }
>;

/** What was left free is gone; what is held still pays its reservation (rules 14, 25). */
export type GrantExpired = DomainEvent<
  'GrantExpired',
  {
    readonly account: AccountId;
    readonly grant: GrantId;
    readonly expiresAt: Instant;
    readonly amountMicro: Credits;
  }
>;

/** Taken out by an operator, with the reason. Adjustments upwards are grants. */
export type GrantAdjustedDown = DomainEvent<
  'GrantAdjustedDown',
  { readonly account: AccountId; readonly grant: GrantId; readonly amountMicro: Credits; readonly reason: string }
>;
