import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import { invariant } from '#libs/kernel/index.js';
import type {
  Release,
  ReservationAnswer,
  ReservationCommands,
  Reserve,
  Settlement,
  SettlementAnswer,
} from '../../application/reservations.js';
import { answered, type AnsweredOutcome } from './answered-outcome.js';
import { USAGE_JOURNAL } from './usage.handler.js';

/** Token of the ReservationCommands port. */
export const RESERVATION_COMMANDS = Symbol('ReservationCommands');

export class ReserveCommand extends Command<ReservationAnswer> {
  constructor(
    readonly input: Reserve,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(ReserveCommand)
export class ReserveHandler implements ICommandHandler<ReserveCommand> {
  constructor(@Inject(RESERVATION_COMMANDS) private readonly reservations: ReservationCommands) {}

  execute({ input, origin }: ReserveCommand): Promise<ReservationAnswer> {
    return this.reservations.reserve(input, origin);
  }
}

export class ReleaseCommand extends Command<ReservationAnswer> {
  constructor(
    readonly input: Release,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(ReleaseCommand)
export class ReleaseHandler implements ICommandHandler<ReleaseCommand> {
  constructor(@Inject(RESERVATION_COMMANDS) private readonly reservations: ReservationCommands) {}

  execute({ input, origin }: ReleaseCommand): Promise<ReservationAnswer> {
    return this.reservations.release(input, origin);
  }
}

/** What became of the usage, or which member of the event does not fit its address. */
export type Settled =
  | { readonly type: 'submitted'; readonly outcome: AnsweredOutcome; readonly position: Position }
  | Extract<SettlementAnswer, { type: 'misaddressed' }>;

export class SettleCommand extends Command<Settled> {
  constructor(readonly settlement: Settlement) {
    super();
  }
}

@CommandHandler(SettleCommand)
export class SettleHandler implements ICommandHandler<SettleCommand> {
  constructor(
    @Inject(RESERVATION_COMMANDS) private readonly reservations: ReservationCommands,
    @Inject(USAGE_JOURNAL) private readonly reader: JournalReader,
  ) {}

  async execute({ settlement }: SettleCommand): Promise<Settled> {
    const settled = await this.reservations.settle(settlement);
    if (settled.type === 'misaddressed') return settled;
    const [outcome] = settled.answer.outcomes;
    invariant(outcome !== undefined, 'one record has one outcome');
    const { position } = settled.answer;
    return { type: 'submitted', outcome: await answered(outcome, this.reader), position };
  }
}

export const RESERVATION_HANDLERS = [ReserveHandler, ReleaseHandler, SettleHandler];
