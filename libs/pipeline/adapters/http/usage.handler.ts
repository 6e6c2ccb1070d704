import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { invariant, type Credits, type Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type Position } from '#libs/journal/contract.js';
import type { UsageCharged } from '#libs/ledger/contract.js';
import type { RawRecord } from '#libs/metering/contract.js';
import type { ChargeReceipt, Producer, RecordOutcome, UsageIntake } from '../../contract.js';

/** Token of the UsageIntake port. */
export const USAGE_INTAKE = Symbol('UsageIntake');
/** Token of the JournalReader that earlier charges are looked up through. */
export const USAGE_JOURNAL = Symbol('JournalReader of the usage edge');

/** An outcome with the amount of the debit, also where an earlier one stands. */
export type AnsweredOutcome =
  | Exclude<RecordOutcome, { type: 'duplicate' }>
  | (Extract<RecordOutcome, { type: 'duplicate' }> & { readonly totalMicro: Credits });

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
    return { outcomes: await Promise.all(outcomes.map((outcome) => this.answered(outcome))), position };
  }

  /** The same usage gets the same answer (rule 6), so a duplicate's names the amount that was charged then. */
  private async answered(outcome: RecordOutcome): Promise<AnsweredOutcome> {
    return outcome.type === 'duplicate' ? { ...outcome, totalMicro: await this.chargedAt(outcome.at) } : outcome;
  }

  private async chargedAt({ account, revision }: ChargeReceipt): Promise<Credits> {
    const [record] = await this.reader.stream<UsageCharged>(streamName('account', account), revision, 1);
    invariant(record?.event.type === 'UsageCharged', 'a usage key leads to a debit');
    return record.event.data.totalMicro;
  }
}
