import type { AccountId, Credits, GrantId, Instant } from '#libs/kernel/index.js';
import type {
  AccountKind,
  AccountStatus,
  AlertRules,
  NextTerms,
  OveragePolicy,
  ProductPin,
  SubscriptionEnded,
  SubscriptionTerms,
  Term,
} from '#libs/ledger/contract.js';
import type { Page, PageRequest } from '../page.js';

/** `[startsAt, endsAt)`, as the event that opened it says (rule 12). */
export interface PeriodView extends Term {
  readonly period: number;
  readonly zone: string;
  /** Nothing is booked on it any more (rule 13). */
  readonly sealed: boolean;
  /** `null` until it is sealed. */
  readonly sealedAt: Instant | null;
  /** Charged to it, corrections taken in; `null` until it is sealed. */
  readonly usedMicro: Credits | null;
  /** What is to pay on the bill, in minor units of the account's currency; `null` until it is sealed. */
  readonly totalMinor: bigint | null;
}

export interface AssignedTariffBook {
  readonly tariffBook: string;
  readonly effectiveFrom: Instant;
}

export interface AccountView {
  readonly account: AccountId;
  readonly kind: AccountKind;
  readonly standing: AccountStatus;
  readonly openedAt: Instant;
  readonly currency: string;
  readonly zone: string;
  readonly billingDay: number;
  readonly overagePolicy: OveragePolicy;
  /** By `effectiveFrom` (rule 30); the first holds for what happened before it, too. */
  readonly tariffBooks: readonly AssignedTariffBook[];
  readonly alertRules: AlertRules;
}

export interface SubscriptionView {
  readonly subscription: string;
  readonly product: ProductPin;
  readonly terms: SubscriptionTerms;
  readonly startedAt: Instant;
  /** What is paid; renewed at its end. */
  readonly term: Term;
  /** How many terms were begun. */
  readonly occurrences: number;
  /** Of this term. */
  readonly allowanceMicro: Credits;
  /** The grant of this term's allowance. */
  readonly grant: GrantId | null;
  /** What a change that waits for the renewal makes of it (rule 31); `null`: none waits. */
  readonly change: ScheduledChange | null;
  /** `null` while it runs. */
  readonly ended: { readonly at: Instant; readonly ending: SubscriptionEnded['data']['ending'] } | null;
}

/** `next` null: it ends. */
export interface ScheduledChange {
  readonly next: NextTerms | null;
}

/** Credits that have left the account and have not arrived yet (rule 33). */
export interface TransferView {
  readonly transfer: string;
  readonly to: AccountId;
  readonly amountMicro: Credits;
  readonly sentAt: Instant;
}

export interface AccountQueries {
  account(account: AccountId): Promise<AccountView | undefined>;
  /** By account id. */
  accounts(page: PageRequest): Promise<Page<AccountView>>;
  /** Ended ones too, by subscription id. */
  subscriptions(account: AccountId, page: PageRequest): Promise<Page<SubscriptionView>>;
  /** Those in flight, by transfer id. */
  transfers(account: AccountId, page: PageRequest): Promise<Page<TransferView>>;
  /** Oldest first. */
  periods(account: AccountId, page: PageRequest): Promise<Page<PeriodView>>;
}
