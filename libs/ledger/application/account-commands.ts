import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { ClientCommand } from '../domain/commands.js';
import type { AccountEvent } from '../domain/events.js';
import type { AccountRejection } from '../domain/rejections.js';
import type { AccountState } from '../domain/state.js';

export type AccountAnswer = CommandAnswer<AccountEvent, AccountState, AccountRejection>;

export interface AccountCommands {
  execute(command: ClientCommand, origin: CommandOrigin): Promise<AccountAnswer>;
}
