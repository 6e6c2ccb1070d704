import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { NEXT } from './queries.dto.js';

export class HistoryEntryDto {
  @ShownField({ description: "Place in the account's history: 0, 1, 2 …", type: 'integer', example: 17 })
  readonly revision!: number;

  @ShownField({ description: 'Place in the ledger.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({ description: 'What happened; see docs/reference/events.md.', example: 'UsageCharged' })
  readonly type!: string;

  @ShownInstant('When it was recorded (rule 11).')
  readonly recordedAt!: string;

  @ShownInstant('When its cause arrived (rule 11).')
  readonly receivedAt!: string;

  @ShownField({ description: 'Who caused it.', example: 'gateway-eu' })
  readonly actor!: string;

  @ShownField({
    description: 'The event itself, as its type has it.',
    type: 'object',
    additionalProperties: true,
    example: { account: 'acc-1001' },
  })
  readonly data!: object;

  @ShownCredits('What came into grants, or left them (negative).')
  readonly movedMicro!: string;

  @ShownCredits('Overage made, or settled (negative).')
  readonly overageMovedMicro!: string;

  @ShownCredits('Over all grants, after it.')
  readonly remainingAfterMicro!: string;

  @ShownCredits('Open overage, after it.')
  readonly overageAfterMicro!: string;
}

export class HistoryPageDto {
  @ShownField({ description: 'Oldest first.', type: [HistoryEntryDto] })
  readonly items!: readonly HistoryEntryDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}
