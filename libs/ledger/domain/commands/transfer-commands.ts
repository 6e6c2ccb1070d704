import type { AccountId, Credits } from '#libs/kernel/index.js';
import type { CostBasis, GrantTerms, TransferPolicy } from '../terms.js';

/**
 * Step one (rule 33). Rejections: `account_unknown`, `account_closed`, `transfer_exists`, `transfer_to_itself`,
 * `transfer_not_positive`, `credits_insufficient`.
 */
export interface SendTransfer {
  readonly type: 'SendTransfer';
  readonly account: AccountId;
  readonly transfer: string;
  readonly to: AccountId;
  readonly amountMicro: Credits;
  readonly policy: TransferPolicy;
}

/** One grant per part. */
export interface IncomingPart {
  readonly part: number;
  /** Of the sender's grant. */
  readonly terms: GrantTerms;
  readonly amountMicro: Credits;
  /** The part's share of the sender's cost basis. */
  readonly costBasis: CostBasis | null;
}

/**
 * Step two, on the receiver; accepted without events when it was taken before. Rejections: `account_unknown`,
 * `account_closed`, `currency_differs`, `too_many_grants`, `balance_out_of_range`: then the transfer is returned.
 */
export interface ReceiveTransfer {
  readonly type: 'ReceiveTransfer';
  readonly account: AccountId;
  readonly transfer: string;
  readonly from: AccountId;
  readonly currency: string;
  readonly parts: readonly IncomingPart[];
}

/** On the sender; accepted without events when nothing is in flight. */
export interface CompleteTransfer {
  readonly type: 'CompleteTransfer';
  readonly account: AccountId;
  readonly transfer: string;
}

/** On the sender: compensation into the same grants; accepted without events when nothing is in flight. */
export interface ReturnTransfer {
  readonly type: 'ReturnTransfer';
  readonly account: AccountId;
  readonly transfer: string;
  readonly reason: string;
}
