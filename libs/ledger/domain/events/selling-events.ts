import type { AccountId, Credits, GrantId, Instant } from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { MoneyLine, NextTerms, OverageBucket, ProductPin, SubscriptionTerms } from '../terms.js';

/** `[startsAt, endsAt)`: what one fee pays for. */
export interface Term {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** Its first allowance is granted by the next event. */
export type SubscriptionStarted = DomainEvent<
  'SubscriptionStarted',
  {
    readonly account: AccountId;
    readonly subscription: string;
    readonly product: ProductPin;
    readonly terms: SubscriptionTerms;
    readonly term: Term;
    /** Allowance of this term: by days where it began in mid-period. */
    readonly allowanceMicro: Credits;
    readonly grant: GrantId | null;
    readonly lines: readonly MoneyLine[];
  }
>;

/** Due at the end of the term before (rule 15); the changed terms, where a change was waiting. */
export type SubscriptionRenewed = DomainEvent<
  'SubscriptionRenewed',
  {
    readonly account: AccountId;
    readonly subscription: string;
    readonly product: ProductPin;
    readonly terms: SubscriptionTerms;
    /** 2, 3 … : the start was the first. */
    readonly occurrence: number;
    readonly term: Term;
    readonly allowanceMicro: Credits;
    readonly grant: GrantId | null;
    readonly lines: readonly MoneyLine[];
  }
>;

/** Upgrade in mid-period (rule 31): credit for the old, fee for the new; the new allowance is granted by the next event. */
export type SubscriptionUpgraded = DomainEvent<
  'SubscriptionUpgraded',
  {
    readonly account: AccountId;
    readonly subscription: string;
    readonly product: ProductPin;
    readonly terms: SubscriptionTerms;
    readonly at: Instant;
    /** What the old grant gives up; `null` where it brought none or none is left. */
    readonly forfeits: { readonly grant: GrantId; readonly amountMicro: Credits } | null;
    readonly allowanceMicro: Credits;
    readonly grant: GrantId | null;
    readonly lines: readonly MoneyLine[];
  }
>;

/** Downgrade or cancellation: waits for the next renewal (rule 31). `next` null: it ends. */
export type SubscriptionChangeScheduled = DomainEvent<
  'SubscriptionChangeScheduled',
  { readonly account: AccountId; readonly subscription: string; readonly next: NextTerms | null }
>;

/** Stored order: add at the end only. */
export const SUBSCRIPTION_ENDINGS = ['cancelled', 'completed', 'settled_early', 'account_closed'] as const;

export type SubscriptionEnded = DomainEvent<
  'SubscriptionEnded',
  {
    readonly account: AccountId;
    readonly subscription: string;
    readonly ending: (typeof SUBSCRIPTION_ENDINGS)[number];
    /** What was still to pay, when instalments are settled early (rule 32). */
    readonly lines: readonly MoneyLine[];
  }
>;

/** A purchase undone (rule 32): the free rest goes back for money; a chargeback makes overage of what was used. */
export type PurchaseReversed = DomainEvent<
  'PurchaseReversed',
  {
    readonly account: AccountId;
    readonly grant: GrantId;
    readonly kind: (typeof PURCHASE_REVERSALS)[number];
    readonly reason: string;
    /** Taken out of the grant. */
    readonly unusedMicro: Credits;
    /** Made overage of: what the grant had paid for; one entry per bucket. */
    readonly overage: readonly { readonly bucket: OverageBucket; readonly amountMicro: Credits }[];
    readonly lines: readonly MoneyLine[];
  }
>;

/** Stored order: add at the end only. */
export const PURCHASE_REVERSALS = ['refund', 'chargeback'] as const;

/** Money given back on a line, in the open period (rule 27). */
export type CreditNoteIssued = DomainEvent<
  'CreditNoteIssued',
  { readonly account: AccountId; readonly reason: string; readonly lines: readonly MoneyLine[] }
>;
