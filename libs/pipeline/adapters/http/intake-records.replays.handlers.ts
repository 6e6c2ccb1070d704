import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { HeldFilter, PageRequest, RefusedFilter } from '#libs/journal/ports/intake-records.port.js';
import type { IntakeReplays, ReplayAnswer, ReplaySummary } from '../../application/replays.js';

/** Token of the IntakeReplays. */
export const INTAKE_REPLAYS = Symbol('IntakeReplays');

export class ReplayOne extends Command<ReplayAnswer> {
  constructor(
    readonly owner: 'rejected' | 'held',
    readonly id: number,
  ) {
    super();
  }
}

@CommandHandler(ReplayOne)
export class ReplayOneHandler implements ICommandHandler<ReplayOne> {
  constructor(@Inject(INTAKE_REPLAYS) private readonly replays: IntakeReplays) {}

  execute({ owner, id }: ReplayOne): Promise<ReplayAnswer> {
    return owner === 'rejected' ? this.replays.rejected(id) : this.replays.held(id);
  }
}

export class ReplayRejected extends Command<ReplaySummary> {
  constructor(
    readonly filter: RefusedFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@CommandHandler(ReplayRejected)
export class ReplayRejectedHandler implements ICommandHandler<ReplayRejected> {
  constructor(@Inject(INTAKE_REPLAYS) private readonly replays: IntakeReplays) {}

  execute({ filter, page }: ReplayRejected): Promise<ReplaySummary> {
    return this.replays.rejectedMatching(filter, page);
  }
}

export class RetryHeld extends Command<ReplaySummary> {
  constructor(
    readonly filter: HeldFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@CommandHandler(RetryHeld)
export class RetryHeldHandler implements ICommandHandler<RetryHeld> {
  constructor(@Inject(INTAKE_REPLAYS) private readonly replays: IntakeReplays) {}

  execute({ filter, page }: RetryHeld): Promise<ReplaySummary> {
    return this.replays.heldMatching(filter, page);
  }
}

export const REPLAY_HANDLERS = [ReplayOneHandler, ReplayRejectedHandler, RetryHeldHandler];
