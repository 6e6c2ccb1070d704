import {
  AccountCommandAnswerDto,
  CreditsField,
  FlagField,
  IdField,
  ObjectField,
  ShownCredits,
  ShownField,
} from '#libs/platform/http/index.js';
import { TRANSFER_STATUSES, type TransferStatus } from '../../application/transfers/transfer-commands.js';

export class TransferPolicyDto {
  @FlagField({ description: 'Whether promotional credits may move.', example: false })
  readonly promotional!: boolean;

  @FlagField({ description: 'Whether free quotas may move.', example: false })
  readonly free!: boolean;
}

export class SendTransferDto {
  @IdField({ description: 'Id of the transfer, new per transfer of the account.', example: 'gift-2026-1' })
  readonly transfer!: string;

  @IdField({ description: 'The account that gets the credits.', example: 'acc-1002' })
  readonly to!: string;

  @CreditsField({ description: 'How much, in micro-credits.', example: '250000000' })
  readonly amountMicro!: string;

  @ObjectField(TransferPolicyDto, {
    description: 'What may move besides what was bought (rule 33); absent: nothing.',
    optional: true,
    example: { promotional: false, free: false },
  })
  readonly policy?: TransferPolicyDto;
}

export class TransferAnswerDto extends AccountCommandAnswerDto {
  @ShownField({ description: 'Id of the transfer.', example: 'gift-2026-1' })
  readonly transfer!: string;

  @ShownField({
    description:
      '`completed`: the receiver has it. `returned`: it is back in the grants it came from. `in_flight`: it is finished later, by itself.',
    enum: [...TRANSFER_STATUSES],
    example: 'completed',
  })
  readonly status!: TransferStatus;

  @ShownField({
    description: 'Why it was returned: the rule the receiver refused it by.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly reason!: string | null;

  @ShownCredits('What left the account; it is back where the transfer was returned.')
  readonly amountMicro!: string;
}
