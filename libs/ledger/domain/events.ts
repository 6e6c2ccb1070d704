import type * as account from './events/account-events.js';
import type * as dispute from './events/dispute-events.js';
import type * as grant from './events/grant-events.js';
import type * as period from './events/period-events.js';
import type * as reservation from './events/reservation-events.js';
import type * as selling from './events/selling-events.js';
import type * as transfer from './events/transfer-events.js';
import type * as usage from './events/usage-events.js';

/*
 * The stored format of the account stream. Names and fields of a release are for ever: add, never change; a changed
 * meaning is a new schema version with an upcaster. Schemas: ../adapters/avro. Golden files: test/fixtures/golden.
 */
export type * from './events/account-events.js';
export type * from './events/dispute-events.js';
export type * from './events/grant-events.js';
export type * from './events/period-events.js';
export type * from './events/reservation-events.js';
export type * from './events/selling-events.js';
export type * from './events/transfer-events.js';
export type * from './events/usage-events.js';

export type AccountEvent =
  | account.AccountOpened
  | account.AccountStatusSet
  | account.BillingChanged
  | account.OveragePolicySet
  | account.TariffBookAssigned
  | account.AlertRulesSet
  | account.MemberAdded
  | account.MemberLimitSet
  | account.MemberRemoved
  | period.PeriodOpened
  | period.PeriodSealed
  | grant.CreditsGranted
  | grant.GrantExpired
  | grant.GrantAdjustedDown
  | usage.UsageCharged
  | usage.UsageConflictRecorded
  | usage.UsageCorrected
  | dispute.UsageDisputed
  | dispute.DisputeResolved
  | reservation.ReservationMade
  | reservation.ReservationEnded
  | selling.SubscriptionStarted
  | selling.SubscriptionRenewed
  | selling.SubscriptionUpgraded
  | selling.SubscriptionChangeScheduled
  | selling.SubscriptionEnded
  | selling.PurchaseReversed
  | selling.CreditNoteIssued
  | transfer.TransferSent
  | transfer.TransferCompleted
  | transfer.TransferReturned;
