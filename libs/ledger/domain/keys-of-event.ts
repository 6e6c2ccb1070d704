import { fingerprint, unreachable, usageKeyFingerprint } from '#libs/kernel/index.js';
import type { Fingerprint, HashText } from '#libs/kernel/index.js';
import type { KeyUse } from '#libs/journal/contract.js';
import type { AccountEvent, CreditsGranted, ReservationEnded, UsageCharged } from './events.js';
import * as keys from './keys.js';

/** The keys an event uses up besides its command's, from that event alone: the index is derived. */
export function keysOf(event: AccountEvent, sha256: HashText): readonly KeyUse[] {
  switch (event.type) {
    case 'UsageCharged':
      return keysOfCharge(event, sha256);
    case 'UsageConflictRecorded': {
      const { data } = event;
      const key = keys.conflictKey(usageKeyFingerprint(data, sha256), data.conflictingHash, sha256);
      return [{ key, content: fingerprint(data.conflictingHash) }];
    }
    case 'UsageCorrected':
      return [once(keys.correctionKey(event.data.account, event.data.correctedRevision, sha256))];
    case 'UsageDisputed':
      return [once(keys.disputeKey(event.data.account, event.data.dispute, sha256))];
    case 'CreditsGranted':
      return keysOfGrant(event, sha256);
    case 'ReservationMade':
      return [once(keys.reservationKey(event.data.account, event.data.reservation, sha256))];
    case 'ReservationEnded':
      return keysOfEnding(event, sha256);
    case 'SubscriptionStarted':
      return [once(keys.subscriptionKey(event.data.account, event.data.subscription, sha256))];
    case 'PurchaseReversed':
      return [once(keys.reversalKey(event.data.account, event.data.grant, sha256))];
    case 'TransferSent':
      return [once(keys.transferKey(event.data.account, event.data.transfer, sha256))];
    case 'PeriodSealed':
      return [once(keys.sealKey(event.data.account, event.data.period, sha256))];
    case 'AccountOpened':
    case 'AccountStatusSet':
    case 'BillingChanged':
    case 'OveragePolicySet':
    case 'TariffBookAssigned':
    case 'AlertRulesSet':
    case 'MemberAdded':
    case 'MemberLimitSet':
    case 'MemberRemoved':
    case 'PeriodOpened':
    case 'GrantExpired':
    case 'GrantAdjustedDown':
    case 'SubscriptionRenewed':
    case 'SubscriptionUpgraded':
    case 'SubscriptionChangeScheduled':
    case 'SubscriptionEnded':
    case 'CreditNoteIssued':
    case 'DisputeResolved':
    case 'TransferCompleted':
    case 'TransferReturned':
      return NONE;
    default:
      return unreachable(event);
  }
}

export function keysOfCharge({ data }: UsageCharged, sha256: HashText): readonly KeyUse[] {
  return [keys.keyUseOfCharge(usageKeyFingerprint(data.usage, sha256), data.contentHash)];
}

function keysOfGrant({ data }: CreditsGranted, sha256: HashText): readonly KeyUse[] {
  const { account, terms, transfer, product, oncePerCustomer } = data;
  const uses = [once(keys.grantKey(account, terms.grant, sha256))];
  if (transfer !== null) uses.push(once(keys.transferStepKey(transfer.from, transfer.transfer, transfer.part, sha256)));
  if (oncePerCustomer && product !== null) uses.push(once(keys.takenKey(account, product.product, sha256)));
  return uses;
}

function keysOfEnding({ data }: ReservationEnded, sha256: HashText): readonly KeyUse[] {
  const { account, reservation, outcome, requestId } = data;
  const ending = {
    key: keys.outcomeKey(account, reservation, sha256),
    content: keys.outcomeContent(outcome, sha256),
  };
  if (requestId === null) return [ending];
  return [ending, once(keys.settlementKey(account, reservation, requestId, sha256))];
}

const NONE: readonly KeyUse[] = [];

/** There is nothing it could differ in. */
function once(key: Fingerprint): KeyUse {
  return { key, content: key };
}
