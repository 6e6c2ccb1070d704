import type { AccountId, GrantId } from '#libs/kernel/index.js';
import type { Payment } from '#libs/ledger/contract.js';

/*
 * What a customer asks for: products by id. Which version is sold, and on what terms, is the catalogue's to say at the
 * moment of the decision. Rejections: SellingRejection, then those of the ledger's command of the same name.
 */
export interface Subscribe {
  readonly type: 'Subscribe';
  readonly account: AccountId;
  readonly subscription: string;
  readonly product: string;
}

export interface ChangeSubscription {
  readonly type: 'ChangeSubscription';
  readonly account: AccountId;
  readonly subscription: string;
  readonly product: string;
}

export interface CancelSubscription {
  readonly type: 'CancelSubscription';
  readonly account: AccountId;
  readonly subscription: string;
}

export interface SettleInstalments {
  readonly type: 'SettleInstalments';
  readonly account: AccountId;
  readonly subscription: string;
}

export interface BuyPack {
  readonly type: 'BuyPack';
  readonly account: AccountId;
  /** Absent: the account's next number. */
  readonly grant?: GrantId;
  readonly product: string;
  readonly quantity: number;
  readonly paymentRef: string;
  readonly payment: Payment;
}

export type SellingCommand = Subscribe | ChangeSubscription | CancelSubscription | SettleInstalments | BuyPack;
