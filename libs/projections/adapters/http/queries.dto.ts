import { FlagParam, InstantField, IntegerParam, PageQuery, TextField } from '#libs/platform/http/index.js';

function MinPosition(): PropertyDecorator {
  return IntegerParam({
    description: 'Waits until this position is shown, for 5 seconds at most.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
  });
}

export const NEXT = 'Send it as `cursor` for the next page; null at the end.';

/** Read your writes: holds the answer back until it shows a position a command or a usage answer gave. */
export class PositionQuery {
  @MinPosition()
  readonly min_position?: number;
}

export class PositionPageQuery extends PageQuery {
  @MinPosition()
  readonly min_position?: number;
}

export class BalanceQuery extends PositionQuery {
  @FlagParam({
    description: "`true`: folds the account's own events instead of asking the read model.",
    optional: true,
  })
  readonly from_source?: boolean;

  @InstantField({ description: 'The balance as of then (rule 11): what had taken effect by then.', optional: true })
  readonly at?: string;

  @InstantField({ description: 'By what was recorded by then (rule 11); absent: by all of it.', optional: true })
  readonly known_at?: string;
}

export class InvoiceQuery extends PositionQuery {
  @IntegerParam({ description: 'Billing period; absent: the newest.', min: 0, max: 1_000_000, optional: true })
  readonly period?: number;
}

export class ReceiptQuery {
  @TextField({ description: 'CloudEvents `source` of the usage.', maxLength: 256, example: '/gateways/eu-1' })
  readonly source!: string;

  @TextField({ description: 'CloudEvents `id` of the usage.', maxLength: 256, example: 'req-1' })
  readonly id!: string;
}
