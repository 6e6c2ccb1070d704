import { invariant } from '#libs/kernel/index.js';
import type { ClientCommand } from '../domain/commands.js';
import type { AccountEvent } from '../domain/events.js';

/** What each command is answered with, and what uses up its idempotency key (rule 9). */
const EFFECTS: Readonly<Record<ClientCommand['type'], readonly AccountEvent['type'][]>> = {
  OpenAccount: ['AccountOpened'],
  SetAccountStatus: ['AccountStatusSet'],
  ChangeBilling: ['BillingChanged'],
  SetOveragePolicy: ['OveragePolicySet'],
  AssignTariffBook: ['TariffBookAssigned'],
  AddMember: ['MemberAdded'],
  SetMemberLimit: ['MemberLimitSet'],
  RemoveMember: ['MemberRemoved'],
  SetAlertRules: ['AlertRulesSet'],
  GrantCredits: ['CreditsGranted'],
  AdjustGrantDown: ['GrantAdjustedDown'],
  CorrectUsage: ['UsageCorrected'],
  DisputeUsage: ['UsageDisputed'],
  ResolveDispute: ['DisputeResolved'],
  ReserveCredits: ['ReservationMade'],
  ReleaseReservation: ['ReservationEnded'],
  Subscribe: ['SubscriptionStarted'],
  ChangeSubscription: ['SubscriptionUpgraded', 'SubscriptionChangeScheduled'],
  CancelSubscription: ['SubscriptionChangeScheduled'],
  SettleInstalments: ['SubscriptionEnded'],
  BuyPack: ['CreditsGranted'],
  ReversePurchase: ['PurchaseReversed'],
  IssueCreditNote: ['CreditNoteIssued'],
  SendTransfer: ['TransferSent'],
};

/** The last of its type: work that was due comes before the command's own events (rule 15). */
export function effectOf({ type }: Pick<ClientCommand, 'type'>, events: readonly AccountEvent[]): AccountEvent {
  const effect = events.findLast((event) => EFFECTS[type].includes(event.type));
  invariant(effect !== undefined, `an accepted ${type} has an effect`);
  return effect;
}
