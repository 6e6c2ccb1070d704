import {
  encodeCursor,
  InstantField,
  IntegerParam,
  PageQuery,
  ShownField,
  ShownInstant,
} from '#libs/platform/http/index.js';
import { InvoiceLineDto } from './invoice.dto.js';
import { NEXT } from './queries.dto.js';

/** As a cursor: what the client has acknowledged last. */
export const ACKNOWLEDGED = 'acknowledged';

export class SealedLinesQuery extends PageQuery {
  @InstantField({ description: 'Periods sealed at or after this instant.', optional: true })
  readonly sealed_from?: string;

  @InstantField({ description: 'Periods sealed before this instant.', optional: true })
  readonly sealed_until?: string;

  @IntegerParam({
    description: 'Waits until this position is shown, for 5 seconds at most.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
  })
  readonly min_position?: number;
}

export class SealedInvoiceLineDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'The billing period: 0, 1, 2 … per account.', type: 'integer', example: 0 })
  readonly period!: number;

  @ShownInstant('First instant of the period.')
  readonly startsAt!: string;

  @ShownInstant('First instant of the next.')
  readonly endsAt!: string;

  @ShownField({ description: 'IANA time zone its bounds were decided in.', example: 'Asia/Shanghai' })
  readonly zone!: string;

  @ShownInstant('When the period was sealed.')
  readonly sealedAt!: string;

  @ShownField({ description: 'Of the event that sealed it.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({ description: '1, 2, 3 … within the period.', type: 'integer', example: 1 })
  readonly ordinal!: number;

  @ShownField({ description: 'The line; it never changes again.', type: InvoiceLineDto })
  readonly line!: InvoiceLineDto;
}

export class SealedLinesPageDto {
  @ShownField({ description: 'In the order in which periods were sealed.', type: [SealedInvoiceLineDto] })
  readonly items!: readonly SealedInvoiceLineDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;

  @ShownField({
    description:
      'Everything up to here was told: acknowledge it once the lines are safe, and send it as `cursor` to go on later. null where `sealed_from` or `sealed_until` left lines out.',
    type: String,
    nullable: true,
    example: encodeCursor('1234'),
  })
  readonly cursor!: string | null;
}
