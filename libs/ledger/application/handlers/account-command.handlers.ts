import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { AddMember, GrantCredits, OpenAccount, SetAlertRules } from '../../domain/commands.js';
import type { AccountAnswer, AccountCommands } from '../account-commands.js';

/** Token of the AccountCommands port. */
export const ACCOUNT_COMMANDS = Symbol('AccountCommands');

export class OpenAccountCommand extends Command<AccountAnswer> {
  constructor(
    readonly input: OpenAccount,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(OpenAccountCommand)
export class OpenAccountHandler implements ICommandHandler<OpenAccountCommand> {
  constructor(@Inject(ACCOUNT_COMMANDS) private readonly accounts: AccountCommands) {}

  execute({ input, origin }: OpenAccountCommand): Promise<AccountAnswer> {
    return this.accounts.execute(input, origin);
  }
}

export class AddMemberCommand extends Command<AccountAnswer> {
  constructor(
    readonly input: AddMember,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(AddMemberCommand)
export class AddMemberHandler implements ICommandHandler<AddMemberCommand> {
  constructor(@Inject(ACCOUNT_COMMANDS) private readonly accounts: AccountCommands) {}

  execute({ input, origin }: AddMemberCommand): Promise<AccountAnswer> {
    return this.accounts.execute(input, origin);
  }
}

export class SetAlertRulesCommand extends Command<AccountAnswer> {
  constructor(
    readonly input: SetAlertRules,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(SetAlertRulesCommand)
export class SetAlertRulesHandler implements ICommandHandler<SetAlertRulesCommand> {
  constructor(@Inject(ACCOUNT_COMMANDS) private readonly accounts: AccountCommands) {}

  execute({ input, origin }: SetAlertRulesCommand): Promise<AccountAnswer> {
    return this.accounts.execute(input, origin);
  }
}

export class GrantCreditsCommand extends Command<AccountAnswer> {
  constructor(
    readonly input: GrantCredits,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(GrantCreditsCommand)
export class GrantCreditsHandler implements ICommandHandler<GrantCreditsCommand> {
  constructor(@Inject(ACCOUNT_COMMANDS) private readonly accounts: AccountCommands) {}

  execute({ input, origin }: GrantCreditsCommand): Promise<AccountAnswer> {
    return this.accounts.execute(input, origin);
  }
}

export const ACCOUNT_COMMAND_HANDLERS = [
  OpenAccountHandler,
  AddMemberHandler,
  SetAlertRulesHandler,
  GrantCreditsHandler,
];
