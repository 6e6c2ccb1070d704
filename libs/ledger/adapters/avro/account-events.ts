import type { HashText } from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { AvroSchema, EventDefinition } from '#libs/journal/event-definition.js';
import type { AccountEvent } from '../../domain/events.js';
import { keysOf } from '../../domain/keys-of-event.js';
import * as account from './account.schema.js';
import * as dispute from './dispute.schema.js';
import * as grant from './grant.schema.js';
import { definedOnce } from './notation.js';
import * as period from './period.schema.js';
import * as reservation from './reservation.schema.js';
import * as selling from './selling.schema.js';
import * as transfer from './transfer.schema.js';
import * as usage from './usage.schema.js';

/**
 * One schema per version ever released, oldest first; a released one is never edited. A new event does not compile until
 * it stands here.
 */
const SCHEMAS: { readonly [Type in AccountEvent['type']]: readonly [AvroSchema, ...AvroSchema[]] } = {
  AccountOpened: [account.ACCOUNT_OPENED_V1],
  AccountStatusSet: [account.ACCOUNT_STATUS_SET_V1],
  BillingChanged: [account.BILLING_CHANGED_V1],
  OveragePolicySet: [account.OVERAGE_POLICY_SET_V1],
  TariffBookAssigned: [account.TARIFF_BOOK_ASSIGNED_V1],
  AlertRulesSet: [account.ALERT_RULES_SET_V1],
  MemberAdded: [account.MEMBER_ADDED_V1],
  MemberLimitSet: [account.MEMBER_LIMIT_SET_V1],
  MemberRemoved: [account.MEMBER_REMOVED_V1],
  PeriodOpened: [period.PERIOD_OPENED_V1],
  PeriodSealed: [period.PERIOD_SEALED_V1],
  CreditsGranted: [grant.CREDITS_GRANTED_V1],
  GrantExpired: [grant.GRANT_EXPIRED_V1],
  GrantAdjustedDown: [grant.GRANT_ADJUSTED_DOWN_V1],
  UsageCharged: [usage.USAGE_CHARGED_V1],
  UsageConflictRecorded: [usage.USAGE_CONFLICT_RECORDED_V1],
  UsageCorrected: [usage.USAGE_CORRECTED_V1],
  UsageDisputed: [dispute.USAGE_DISPUTED_V1],
  DisputeResolved: [dispute.DISPUTE_RESOLVED_V1],
  ReservationMade: [reservation.RESERVATION_MADE_V1],
  ReservationEnded: [reservation.RESERVATION_ENDED_V1],
  SubscriptionStarted: [selling.SUBSCRIPTION_STARTED_V1],
  SubscriptionRenewed: [selling.SUBSCRIPTION_RENEWED_V1],
  SubscriptionUpgraded: [selling.SUBSCRIPTION_UPGRADED_V1],
  SubscriptionChangeScheduled: [selling.SUBSCRIPTION_CHANGE_SCHEDULED_V1],
  SubscriptionEnded: [selling.SUBSCRIPTION_ENDED_V1],
  PurchaseReversed: [selling.PURCHASE_REVERSED_V1],
  CreditNoteIssued: [selling.CREDIT_NOTE_ISSUED_V1],
  TransferSent: [transfer.TRANSFER_SENT_V1],
  TransferCompleted: [transfer.TRANSFER_COMPLETED_V1],
  TransferReturned: [transfer.TRANSFER_RETURNED_V1],
};

export function accountEventDefinitions(sha256: HashText): readonly EventDefinition[] {
  return Object.entries(SCHEMAS).map(([type, [first, ...later]]) => ({
    type,
    schemas: [definedOnce(first), ...later.map((schema) => definedOnce(schema))],
    keys: (event: DomainEvent) => keysOf(event as AccountEvent, sha256),
  }));
}
