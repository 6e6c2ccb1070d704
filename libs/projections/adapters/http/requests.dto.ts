import { KINDS, type Kind } from '#libs/kernel/index.js';
import { AccountParams, IdField, ShownCredits, ShownField, TextField } from '#libs/platform/http/index.js';
import { NEXT } from './queries.dto.js';
import { ReceiptDto } from './receipt.dto.js';

export class RequestParams extends AccountParams {
  @TextField({ description: "The gateway's id of the call, or the user's request.", maxLength: 256, example: 'call-1' })
  readonly request!: string;
}

export class ReservedCallsParams extends AccountParams {
  @IdField({ description: 'Id of the reservation.', example: 'run-1' })
  readonly reservation!: string;
}

class RequestCallDto {
  @ShownField({ description: 'Requests above it: 0 for the one asked for.', type: 'integer', example: 1 })
  readonly depth!: number;

  @ShownField({ description: 'What it cost and why.', type: ReceiptDto })
  readonly receipt!: ReceiptDto;
}

class KindQuantityDto {
  @ShownField({ description: 'What was counted.', enum: KINDS })
  readonly kind!: Kind;

  @ShownField({ description: 'How much, decimal string.', example: '1200' })
  readonly quantity!: string;
}

class RequestTotalsDto {
  @ShownField({ description: 'Calls, those that cost nothing included.', type: 'integer', example: 4 })
  readonly calls!: number;

  @ShownCredits('As they were charged.')
  readonly chargedMicro!: string;

  @ShownCredits('With all corrections taken in.')
  readonly netMicro!: string;

  @ShownField({ description: 'With all corrections taken in, per kind.', type: [KindQuantityDto] })
  readonly quantities!: readonly KindQuantityDto[];
}

export class RequestTreeDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'The request asked for.', example: 'call-1' })
  readonly requestId!: string;

  @ShownField({
    description: 'The request and every call under it, in the order in which they were charged; 1,000 at most.',
    type: [RequestCallDto],
  })
  readonly calls!: readonly RequestCallDto[];

  @ShownField({
    description: 'False: there are more calls. Those nearest to the request are shown, and the totals are theirs.',
    example: true,
  })
  readonly complete!: boolean;

  @ShownField({ description: 'Of the calls shown.', type: RequestTotalsDto })
  readonly totals!: RequestTotalsDto;

  @ShownField({ description: 'Every debit up to here is found.', type: 'integer', example: 1234 })
  readonly position!: number;
}

export class ReceiptPageDto {
  @ShownField({ description: 'In the order in which they were charged.', type: [ReceiptDto] })
  readonly items!: readonly ReceiptDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}
