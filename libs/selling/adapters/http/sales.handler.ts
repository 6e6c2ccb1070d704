import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { SellingAnswer, SellingCommands } from '../../application/selling-commands.js';
import type { SellingCommand } from '../../domain/commands.js';

/** Token of the SellingCommands port. */
export const SELLING_COMMANDS = Symbol('SellingCommands');

export class SellCommand extends Command<SellingAnswer> {
  constructor(
    readonly input: SellingCommand,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(SellCommand)
export class SellHandler implements ICommandHandler<SellCommand> {
  constructor(@Inject(SELLING_COMMANDS) private readonly selling: SellingCommands) {}

  execute({ input, origin }: SellCommand): Promise<SellingAnswer> {
    return this.selling.execute(input, origin);
  }
}
