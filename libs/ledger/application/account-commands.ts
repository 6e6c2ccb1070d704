import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { ClientCommand } from '../domain/commands.js';
import type { AccountEvent } from '../domain/events.js';
import type { AccountRejection } from '../domain/rejections.js';
import type { AccountState } from '../domain/state.js';
import type { DisputeCommand } from './disputes.js';
import type { MoneyBackCommand } from './money-back.js';

export type AccountAnswer = CommandAnswer<AccountEvent, AccountState, AccountRejection>;

/** Executes client commands of an account, each at most once per idempotency key (rule 9). */
export interface AccountCommands<Command = GivenCommand> {
  execute(command: Command, origin: CommandOrigin): Promise<AccountAnswer>;
}

/** Commands that are decided on the account alone, and on whether the id they give is new. */
export const PLAIN_COMMANDS = [
  'OpenAccount',
  'SetAccountStatus',
  'ChangeBilling',
  'SetOveragePolicy',
  'AssignTariffBook',
  'AddMember',
  'SetMemberLimit',
  'RemoveMember',
  'SetAlertRules',
  'GrantCredits',
  'AdjustGrantDown',
] as const satisfies readonly ClientCommand['type'][];

export type PlainCommand = Extract<ClientCommand, { readonly type: (typeof PLAIN_COMMANDS)[number] }>;

/** Everything an account is told that needs no price, no product and no other account. */
export type GivenCommand = PlainCommand | MoneyBackCommand | DisputeCommand;
