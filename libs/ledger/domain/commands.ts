import type { AccountId } from '#libs/kernel/index.js';
import type * as account from './commands/account-commands.js';
import type { Clock, CommandContext } from './commands/context.js';
import type * as dispute from './commands/dispute-commands.js';
import type * as grant from './commands/grant-commands.js';
import type * as reservation from './commands/reservation-commands.js';
import type * as selling from './commands/selling-commands.js';
import type * as transfer from './commands/transfer-commands.js';
import type * as usage from './commands/usage-commands.js';

export type * from './commands/account-commands.js';
export type * from './commands/context.js';
export type * from './commands/dispute-commands.js';
export type * from './commands/grant-commands.js';
export type * from './commands/reservation-commands.js';
export type * from './commands/selling-commands.js';
export type * from './commands/transfer-commands.js';
export type * from './commands/usage-commands.js';

/** Commands a client gives, with an idempotency key. */
export type ClientCommand =
  | account.OpenAccount
  | account.SetAccountStatus
  | account.ChangeBilling
  | account.SetOveragePolicy
  | account.AssignTariffBook
  | account.AddMember
  | account.SetMemberLimit
  | account.RemoveMember
  | account.SetAlertRules
  | grant.GrantCredits
  | grant.AdjustGrantDown
  | usage.CorrectUsage
  | dispute.DisputeUsage
  | dispute.ResolveDispute
  | reservation.ReserveCredits
  | reservation.ReleaseReservation
  | selling.Subscribe
  | selling.ChangeSubscription
  | selling.CancelSubscription
  | selling.SettleInstalments
  | selling.BuyPack
  | selling.ReversePurchase
  | selling.IssueCreditNote
  | transfer.SendTransfer;

/** What is due, decided because time has passed and nobody else came by (rule 15). Always accepted. */
export interface RunDueWork {
  readonly type: 'RunDueWork';
  readonly account: AccountId;
  readonly clock: Clock;
}

/** Steps of the ledger's own, with no client behind them. */
export type InternalCommand =
  | RunDueWork
  | ((transfer.ReceiveTransfer | transfer.CompleteTransfer | transfer.ReturnTransfer) & {
      readonly context: CommandContext;
    });

export type AccountCommand =
  | (ClientCommand & { readonly context: CommandContext })
  | InternalCommand
  | usage.ChargeUsage
  | usage.RecordUsageConflict;
