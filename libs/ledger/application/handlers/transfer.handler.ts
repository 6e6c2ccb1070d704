import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { SendTransfer } from '../../domain/commands.js';
import type { TransferAnswer, TransferCommands } from '../transfers/transfer-commands.js';

/** Token of the TransferCommands port. */
export const TRANSFER_COMMANDS = Symbol('TransferCommands');

export class SendTransferCommand extends Command<TransferAnswer> {
  constructor(
    readonly input: SendTransfer,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(SendTransferCommand)
export class SendTransferHandler implements ICommandHandler<SendTransferCommand> {
  constructor(@Inject(TRANSFER_COMMANDS) private readonly transfers: TransferCommands) {}

  execute({ input, origin }: SendTransferCommand): Promise<TransferAnswer> {
    return this.transfers.send(input, origin);
  }
}
