import type { AccountId, GrantId } from '#libs/kernel/index.js';
import type { CreditsGranted } from '../events/grant-events.js';
import type { MoneyLine, PackTerms, Payment, ProductPin, SubscriptionTerms } from '../terms.js';

/**
 * Rejections: `account_unknown`, `account_closed`, `subscription_exists`, `currency_differs`, `too_many_grants`,
 * `balance_out_of_range`.
 */
export interface Subscribe {
  readonly type: 'Subscribe';
  readonly account: AccountId;
  readonly subscription: string;
  readonly product: ProductPin;
  readonly terms: SubscriptionTerms;
  /** ISO 4217, of the product's prices. */
  readonly currency: string;
}

/**
 * Dearer, in the same rhythm: an upgrade, at once; otherwise at the next renewal (rule 31). Rejections: `account_unknown`,
 * `account_closed`, `subscription_unknown`, `instalments_are_settled`, `subscription_kind_differs`, `currency_differs`,
 * `too_many_grants`, `balance_out_of_range`.
 */
export interface ChangeSubscription {
  readonly type: 'ChangeSubscription';
  readonly account: AccountId;
  readonly subscription: string;
  readonly product: ProductPin;
  readonly terms: SubscriptionTerms;
  readonly currency: string;
}

/** At the next renewal (rule 31). Rejections: `account_unknown`, `subscription_unknown`, `instalments_are_settled`. */
export interface CancelSubscription {
  readonly type: 'CancelSubscription';
  readonly account: AccountId;
  readonly subscription: string;
}

/** What is still to pay of instalments, at once (rule 32). Rejections: `account_unknown`, `subscription_unknown`, `not_instalments`. */
export interface SettleInstalments {
  readonly type: 'SettleInstalments';
  readonly account: AccountId;
  readonly subscription: string;
}

/**
 * Rejections: `account_unknown`, `account_closed`, `promotion_already_taken`, `grant_exists`, `quantity_not_allowed`,
 * `currency_differs`, `grant_not_positive`, `too_many_grants`, `balance_out_of_range`.
 */
export interface BuyPack {
  readonly type: 'BuyPack';
  readonly account: AccountId;
  readonly grant?: GrantId;
  readonly product: ProductPin;
  readonly terms: PackTerms;
  readonly currency: string;
  /** Packs at once, 1 to 1,000; 1 where one is all a customer gets. */
  readonly quantity: number;
  readonly paymentRef: string;
  readonly payment: Payment;
  /** The customer has had this product (its key is used). */
  readonly takenBefore: boolean;
}

/** What became of a bought grant; read from the journal before the command is decided. */
export interface PurchaseFacts {
  readonly granted: CreditsGranted['data'];
  /** What it was used for, corrections taken in: usage, overage it repaid, credits given away. */
  readonly consumedMicro: bigint;
  /** The purchase was refunded or charged back already. */
  readonly reversed: boolean;
}

/**
 * Rule 32. Rejections: `account_unknown`, `grant_unknown`, `not_a_purchase`, `purchase_already_reversed`,
 * `nothing_to_refund`.
 */
export interface ReversePurchase {
  readonly type: 'ReversePurchase';
  readonly account: AccountId;
  readonly grant: GrantId;
  readonly kind: 'refund' | 'chargeback';
  readonly reason: string;
  readonly facts: PurchaseFacts | undefined;
}

/** Rejections: `account_unknown`, `line_unknown`, `credit_not_positive`, `credit_exceeds_line`. */
export interface IssueCreditNote {
  readonly type: 'IssueCreditNote';
  readonly account: AccountId;
  readonly line: string;
  readonly amountMinor: bigint;
  readonly reason: string;
  /** The line of a sealed period, read from the journal; lines of open periods are in the state. */
  readonly sealedLine: MoneyLine | undefined;
}
