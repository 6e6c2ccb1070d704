import { accept, unreachable } from '#libs/kernel/index.js';
import { openAccount } from './account/open-account.js';
import {
  assignTariffBook,
  changeBilling,
  setAccountStatus,
  setAlertRules,
  setOveragePolicy,
} from './account/settings.js';
import { addMember, removeMember, setMemberLimit } from './account/members.js';
import type { AccountCommand, Clock } from './commands.js';
import type { AccountDecision } from './decision.js';
import { correctUsage } from './corrections/correct-usage.js';
import { dueWork } from './due/due-work.js';
import { disputeUsage } from './disputes/dispute-usage.js';
import { resolveDispute } from './disputes/resolve-dispute.js';
import type { AccountEvent } from './events.js';
import { adjustGrantDown } from './grants/adjust-grant-down.js';
import { grantCredits } from './grants/grant-credits.js';
import { releaseReservation } from './reservations/release-reservation.js';
import { reserveCredits } from './reservations/reserve-credits.js';
import { buyPack } from './selling/buy-pack.js';
import { cancelSubscription } from './selling/cancel-subscription.js';
import { changeSubscription } from './selling/change-subscription.js';
import { issueCreditNote } from './selling/issue-credit-note.js';
import { reversePurchase } from './selling/reverse-purchase.js';
import { settleInstalments } from './selling/settle-instalments.js';
import { subscribe } from './selling/subscribe.js';
import type { AccountState } from './state.js';
import { completeTransfer } from './transfers/complete-transfer.js';
import { receiveTransfer } from './transfers/receive-transfer.js';
import { returnTransfer } from './transfers/return-transfer.js';
import { sendTransfer } from './transfers/send-transfer.js';
import { chargeUsage } from './usage/charge-usage.js';
import { recordUsageConflict } from './usage/record-usage-conflict.js';

/**
 * Order of checks, in every command: already done, reused with other content, account state, limits. What is due by the
 * command's clock comes first (rule 15): the command is decided on the account as it then stands.
 */
export function decide(command: AccountCommand, state: AccountState): AccountDecision {
  const clock = clockOf(command);
  if (clock === undefined || state.status === 'unopened' || hasHadItsEffect(command)) return decideOne(command, state);
  const due = dueWork(state, clock);
  const decision = decideOne(command, due.state);
  if (decision.type === 'rejected' || due.events.length === 0) return decision;
  return accept<AccountEvent>(...due.events, ...decision.events);
}

function clockOf(command: AccountCommand): Clock | undefined {
  if (command.type === 'RecordUsageConflict') return undefined;
  return 'context' in command ? command.context.clock : command.clock;
}

function hasHadItsEffect(command: AccountCommand): boolean {
  return 'context' in command
    ? command.context.alreadyDone
    : command.type === 'ChargeUsage' && command.prior !== undefined;
}

function decideOne(command: AccountCommand, state: AccountState): AccountDecision {
  if ('context' in command && command.context.alreadyDone) return accept();
  switch (command.type) {
    case 'OpenAccount':
      return openAccount(command, state);
    case 'SetAccountStatus':
      return setAccountStatus(command, state);
    case 'ChangeBilling':
      return changeBilling(command, state);
    case 'SetOveragePolicy':
      return setOveragePolicy(command, state);
    case 'AssignTariffBook':
      return assignTariffBook(command, state);
    case 'AddMember':
      return addMember(command, state);
    case 'SetMemberLimit':
      return setMemberLimit(command, state);
    case 'RemoveMember':
      return removeMember(command, state);
    case 'SetAlertRules':
      return setAlertRules(command, state);
    case 'GrantCredits':
      return grantCredits(command, state);
    case 'AdjustGrantDown':
      return adjustGrantDown(command, state);
    case 'CorrectUsage':
      return correctUsage(command, state);
    case 'DisputeUsage':
      return disputeUsage(command, state);
    case 'ResolveDispute':
      return resolveDispute(command, state);
    case 'ReserveCredits':
      return reserveCredits(command, state);
    case 'ReleaseReservation':
      return releaseReservation(command, state);
    case 'Subscribe':
      return subscribe(command, state);
    case 'ChangeSubscription':
      return changeSubscription(command, state);
    case 'CancelSubscription':
      return cancelSubscription(command, state);
    case 'SettleInstalments':
      return settleInstalments(command, state);
    case 'BuyPack':
      return buyPack(command, state);
    case 'ReversePurchase':
      return reversePurchase(command, state);
    case 'IssueCreditNote':
      return issueCreditNote(command, state);
    case 'SendTransfer':
      return sendTransfer(command, state);
    case 'ReceiveTransfer':
      return receiveTransfer(command, state);
    case 'CompleteTransfer':
      return completeTransfer(command, state);
    case 'ReturnTransfer':
      return returnTransfer(command, state);
    case 'RunDueWork':
      return accept();
    case 'ChargeUsage':
      return chargeUsage(command, state);
    case 'RecordUsageConflict':
      return recordUsageConflict(command, state);
    default:
      return unreachable(command);
  }
}
