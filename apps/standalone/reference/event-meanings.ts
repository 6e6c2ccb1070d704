import type { PartnerContractPublished, ProductPublished, TariffPublished } from '#libs/catalog/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';

type StoredEvent =
  AccountEvent['type'] | TariffPublished['type'] | ProductPublished['type'] | PartnerContractPublished['type'];

/** What each stored event says, in one sentence; a new event does not compile until it has one. */
export const EVENT_MEANINGS: Readonly<Record<StoredEvent, string>> = {
  AccountOpened: 'The account exists from `openedAt` on, with its zone, billing day, currency, members and policies.',
  AccountStatusSet:
    'Active, suspended or closed. Usage is charged in all of them (rule 21); a closed account renews nothing.',
  BillingChanged: 'Another zone or billing day, from the next period on (rule 12).',
  OveragePolicySet: 'What happens to usage no grant pays, from now on (rule 22).',
  TariffBookAssigned: 'Usage that happened from `effectiveFrom` on is priced by this book (rule 30).',
  AlertRulesSet: 'When to warn of a low balance (rule 35).',
  MemberAdded: 'A member, with a limit per billing period or none (rule 26).',
  MemberLimitSet: 'Another limit for a member; `null` is none.',
  MemberRemoved: 'The member is gone; what it used stays, what it still uses is charged and flagged (rule 21).',
  PeriodOpened: 'A billing period, its bounds fixed for ever (rule 12).',
  PeriodSealed:
    'Nothing is booked on the period any more; every money line of it, and what became of its overage (rules 18, 22, 34).',
  CreditsGranted: 'The one way credits come into an account, with what they repay at once (rules 16-18, 22).',
  GrantExpired: 'What was left free of a grant is gone (rule 14).',
  GrantAdjustedDown: 'An operator took free credits out of a grant, with the reason.',
  UsageCharged: 'A debit: what was used, by which tariff, who paid for each component, what is left (rule 17).',
  UsageConflictRecorded: 'A usage key came again with other content (rule 6). Nothing moved.',
  UsageCorrected: 'The complete net result of a correction, and each step it took (rules 27, 28).',
  UsageDisputed: 'Somebody says that a debit is not right. Nothing moves.',
  DisputeResolved: 'How a dispute ended: a correction since, or the debit stands; and what the subscriber is told.',
  ReservationMade: 'Credits are held for a request: whole or not at all (rule 23).',
  ReservationEnded: 'Settled, released or expired, for ever; what was not drawn is free again (rules 24, 25).',
  SubscriptionStarted: 'A plan, free quota, add-on or instalment begins; its first allowance is the next event.',
  SubscriptionRenewed: 'The next term of a subscription: its fee, and its allowance in the next event.',
  SubscriptionUpgraded: 'A dearer product in mid-period: credit for the old, fee for the new, by days (rule 31).',
  SubscriptionChangeScheduled: 'A cheaper product, or none, from the next renewal on (rule 31).',
  SubscriptionEnded: 'Cancelled, completed, settled early, or closed with the account.',
  PurchaseReversed: 'A refund of what was not used; a chargeback makes overage of the rest (rule 32).',
  CreditNoteIssued: 'Money given back on a line, in the open period.',
  TransferSent: 'Step one: the credits have left this account (rule 33).',
  TransferCompleted: 'The receiver has its grants; nothing is in flight.',
  TransferReturned: 'The receiver could not take them: everything is back in the same grants.',
  TariffPublished: 'A version of a tariff book, immutable (rule 30). Stream `catalogue-<book>`.',
  PartnerContractPublished: 'A version of what a partner is paid by, immutable (rule 36). Stream `partner-<id>`.',
  ProductPublished: 'A version of something the catalogue sells, immutable. Stream `product-<id>`.',
};
