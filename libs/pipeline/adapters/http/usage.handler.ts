import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import type { RawRecord } from '#libs/metering/contract.js';
import type { Producer, UsageIntake } from '../../contract.js';
import { answered, type AnsweredOutcome } from './answered-outcome.js';

/** Token of the UsageIntake port. */
export const USAGE_INTAKE = Symbol('UsageIntake');
/** Token of the JournalReader that earlier charges are looked up through. */
export const USAGE_JOURNAL = Symbol('JournalReader of the usage edge');

export interface SubmittedUsage {
  /** One per record, in order. */
  readonly outcomes: readonly AnsweredOutcome[];
  /** Read models at this position show every charge. */
  readonly position: Position;
}

export class SubmitUsageCommand extends Command<SubmittedUsage> {
  constructor(
    readonly producer: Producer,
    readonly records: readonly RawRecord[],
    readonly receivedAt: Instant,
  ) {
    super();
  }
}

@CommandHandler(SubmitUsageCommand)
export class SubmitUsageHandler implements ICommandHandler<SubmitUsageCommand> {
  constructor(
    @Inject(USAGE_INTAKE) private readonly intake: UsageIntake,
    @Inject(USAGE_JOURNAL) private readonly reader: JournalReader,
  ) {}

  async execute({ producer, records, receivedAt }: SubmitUsageCommand): Promise<SubmittedUsage> {
    const { outcomes, position } = await this.intake.submit({
      source: `http:${producer.actor}`,
      producer,
      records: records.map((record) => ({ ...record, receivedAt })),
    });
    return { outcomes: await Promise.all(outcomes.map((outcome) => answered(outcome, this.reader))), position };
  }
}
