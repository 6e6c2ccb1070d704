import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { AccountAnswer, AccountCommands, GivenCommand } from '../account-commands.js';

/** Token of the AccountCommands port. */
export const ACCOUNT_COMMANDS = Symbol('AccountCommands');

/** Any command of a client to an account, with who gives it. */
export class AccountClientCommand extends Command<AccountAnswer> {
  constructor(
    readonly input: GivenCommand,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(AccountClientCommand)
export class AccountClientCommandHandler implements ICommandHandler<AccountClientCommand> {
  constructor(@Inject(ACCOUNT_COMMANDS) private readonly accounts: AccountCommands) {}

  execute({ input, origin }: AccountClientCommand): Promise<AccountAnswer> {
    return this.accounts.execute(input, origin);
  }
}
