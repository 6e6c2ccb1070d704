import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type {
  Correct,
  CorrectionAnswer,
  CorrectionCommands,
  RerateAnswer,
  ReratePeriod,
} from '../../application/corrections.js';

/** Token of the CorrectionCommands port. */
export const CORRECTION_COMMANDS = Symbol('CorrectionCommands');

export class CorrectCommand extends Command<CorrectionAnswer> {
  constructor(
    readonly input: Correct,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(CorrectCommand)
export class CorrectHandler implements ICommandHandler<CorrectCommand> {
  constructor(@Inject(CORRECTION_COMMANDS) private readonly corrections: CorrectionCommands) {}

  execute({ input, origin }: CorrectCommand): Promise<CorrectionAnswer> {
    return this.corrections.correct(input, origin);
  }
}

export class ReratePeriodCommand extends Command<RerateAnswer> {
  constructor(
    readonly input: ReratePeriod,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(ReratePeriodCommand)
export class ReratePeriodHandler implements ICommandHandler<ReratePeriodCommand> {
  constructor(@Inject(CORRECTION_COMMANDS) private readonly corrections: CorrectionCommands) {}

  execute({ input, origin }: ReratePeriodCommand): Promise<RerateAnswer> {
    return this.corrections.reratePeriod(input, origin);
  }
}

export const CORRECTION_HANDLERS = [CorrectHandler, ReratePeriodHandler];
