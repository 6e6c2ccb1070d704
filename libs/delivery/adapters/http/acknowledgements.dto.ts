import { encodeCursor, FlagField, ShownField, ShownInstant, TextField } from '#libs/platform/http/index.js';

export class AcknowledgeLinesDto {
  @TextField({
    description: '`cursor` of the answer whose lines, with all before them, are safe at the client.',
    maxLength: 200,
    example: encodeCursor('0'),
  })
  readonly cursor!: string;

  @FlagField({
    description: '`true`: may go back behind what was acknowledged, for a client that has lost what it took.',
    optional: true,
  })
  readonly force?: boolean;
}

export class AcknowledgementDto {
  @ShownField({ description: 'Id of the API client.', example: 'Zx3kQ9' })
  readonly client!: string;

  @ShownField({
    description: 'What it acknowledged; `cursor=acknowledged` goes on there.',
    example: encodeCursor('1234'),
  })
  readonly cursor!: string;

  @ShownField({ description: 'Of the seal the cursor stands at.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownInstant('When.')
  readonly acknowledgedAt!: string;

  @ShownField({
    description: 'Sealed periods the client has not acknowledged in full.',
    type: 'integer',
    example: 0,
  })
  readonly outstandingPeriods!: number;
}

export class AcknowledgementListDto {
  @ShownField({ description: 'Of every client that has ever acknowledged, by id.', type: [AcknowledgementDto] })
  readonly items!: readonly AcknowledgementDto[];
}
