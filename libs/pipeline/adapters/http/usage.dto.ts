import { ShownCredits, ShownField } from '#libs/platform/http/index.js';
import { HOLD_REASONS, type HoldReason } from '../../contract.js';

export class UsageKeyDto {
  @ShownField({ description: 'CloudEvents `source`.' })
  readonly source!: string;

  @ShownField({ description: 'CloudEvents `id`.' })
  readonly id!: string;
}

export class ChargeReceiptDto {
  @ShownField({ description: 'The account that was charged.' })
  readonly account!: string;

  @ShownField({ description: "Place of the debit in the account's history.", type: 'integer' })
  readonly revision!: number;

  @ShownField({ description: 'Read models at this position show the debit.', type: 'integer' })
  readonly position!: number;

  @ShownCredits('What was charged.')
  readonly creditsMicro!: string;
}

const OUTCOMES = ['charged', 'duplicate', 'conflict', 'held', 'rejected'] as const;

/** What became of one event. Members beyond `outcome` are there as the outcome has them. */
export class UsageOutcomeDto {
  @ShownField({ description: 'What became of the event; final and durable.', enum: OUTCOMES })
  readonly outcome!: (typeof OUTCOMES)[number];

  @ShownField({ description: 'Key of the usage, where it could be read.', type: UsageKeyDto, required: false })
  readonly key?: UsageKeyDto;

  @ShownField({ description: 'Charged or duplicate: the one debit.', type: ChargeReceiptDto, required: false })
  readonly receipt?: ChargeReceiptDto;

  @ShownField({
    description: 'Held: why; it is charged by itself once it can be.',
    enum: HOLD_REASONS,
    required: false,
  })
  readonly reason?: HoldReason;

  @ShownField({ description: 'Conflict or rejected: the code of the problem.', required: false })
  readonly code?: string;

  @ShownField({ description: 'What to know or do about it.', required: false })
  readonly detail?: string;

  @ShownField({ description: 'Rejected: JSON Pointer into the event.', required: false })
  readonly pointer?: string;
}

export class UsageBatchAnswerDto {
  @ShownField({ description: 'One per event, in order.', type: [UsageOutcomeDto] })
  readonly outcomes!: readonly UsageOutcomeDto[];

  @ShownField({ description: 'Read models at this position show every charge of the batch.', type: 'integer' })
  readonly position!: number;
}
