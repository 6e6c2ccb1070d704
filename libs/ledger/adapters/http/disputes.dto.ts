import {
  AccountEffectDto,
  AccountParams,
  ChoiceField,
  IdField,
  ShownField,
  TextField,
} from '#libs/platform/http/index.js';
import {
  DISPUTE_GROUNDS,
  DISPUTE_OUTCOMES,
  type DisputeGround,
  type DisputeOutcome,
} from '../../domain/disputes/terms.js';

export class DisputeUsageDto {
  @IdField({ description: 'A new id for the dispute.', example: 'case-2026-118' })
  readonly dispute!: string;

  @TextField({ description: 'CloudEvents `source` of the usage.', maxLength: 1_024, example: '/gateways/eu-1' })
  readonly source!: string;

  @TextField({ description: 'CloudEvents `id` of the usage.', maxLength: 1_024, example: 'call-7f3a-1' })
  readonly id!: string;

  @ChoiceField({ description: 'What is said to be wrong.', of: DISPUTE_GROUNDS, example: 'charged_twice' })
  readonly ground!: DisputeGround;
}

export class DisputeParams extends AccountParams {
  @IdField({ description: 'The dispute.', example: 'case-2026-118' })
  readonly dispute!: string;
}

export class ResolveDisputeDto {
  @ChoiceField({
    description: '`corrected`: the usage was corrected since; `stands`: the debit is right as it is.',
    of: DISPUTE_OUTCOMES,
    example: 'stands',
  })
  readonly outcome!: DisputeOutcome;

  @TextField({
    description: 'What the subscriber is told; no names.',
    maxLength: 1_000,
    example: 'Two calls with ids of their own: the first had timed out at the gateway and was still answered.',
  })
  readonly explanation!: string;
}

export class DisputeAnswerDto extends AccountEffectDto {
  @ShownField({ description: 'The dispute.', type: String, example: 'case-2026-118' })
  readonly dispute!: string;
}
