import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { AccountEvent, AccountRejection, AccountState } from '#libs/ledger/index.js';
import type { SellingCommand } from '../domain/commands.js';
import type { SellingRejection } from '../domain/rejections.js';

export type SellingAnswer = CommandAnswer<AccountEvent, AccountState, AccountRejection | SellingRejection>;

export interface SellingCommands {
  execute(command: SellingCommand, origin: CommandOrigin): Promise<SellingAnswer>;
}
