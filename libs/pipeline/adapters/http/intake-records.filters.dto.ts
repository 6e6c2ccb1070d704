import {
  ChoiceField,
  FlagParam,
  IdField,
  InstantField,
  IntegerParam,
  PageQuery,
  TextField,
} from '#libs/platform/http/index.js';
import { REFUSAL_CODES, type RefusalCode } from '#libs/metering/index.js';
import { HOLD_REASONS, type HoldReason } from '../../contract.js';

const SOURCE_TEXT_MAX = 512;

export class RejectedParams {
  @IntegerParam({ description: 'Id of the rejected event.', min: 1, max: 1_000_000_000_000_000, example: 1 })
  readonly id!: number;
}

export class HeldParams {
  @IntegerParam({ description: 'Id of the held event.', min: 1, max: 1_000_000_000_000_000, example: 1 })
  readonly id!: number;
}

/** All that are given must hold. */
class IntakeQuery extends PageQuery {
  @TextField({
    description: 'From this source only, as GET /v1/sources names it.',
    maxLength: SOURCE_TEXT_MAX,
    optional: true,
  })
  readonly source?: string;

  @TextField({ description: 'With this CloudEvents `source` only.', maxLength: SOURCE_TEXT_MAX, optional: true })
  readonly usage_source?: string;

  @TextField({ description: 'With this CloudEvents `id` only.', maxLength: SOURCE_TEXT_MAX, optional: true })
  readonly usage_id?: string;

  @InstantField({ description: 'That arrived at this instant or later.', optional: true })
  readonly received_from?: string;

  @InstantField({ description: 'That arrived before this instant.', optional: true })
  readonly received_until?: string;

  @TextField({
    description: 'With this text in the sentence, whatever its capitals (A to Z).',
    maxLength: 200,
    optional: true,
  })
  readonly text?: string;
}

export class RejectedReplayQuery extends IntakeQuery {
  @ChoiceField({ description: 'For this reason only.', of: Object.keys(REFUSAL_CODES), optional: true })
  readonly code?: RefusalCode;
}

export class RejectedQuery extends RejectedReplayQuery {
  @FlagParam({ description: '`false`: only those that no replay has mended.', optional: true })
  readonly replayed?: boolean;
}

export class HeldRetryQuery extends IntakeQuery {
  @IdField({ description: 'Of this account only.', optional: true })
  readonly account?: string;

  @ChoiceField({ description: 'For this reason only.', of: HOLD_REASONS, optional: true })
  readonly reason?: HoldReason;
}

export class HeldQuery extends HeldRetryQuery {
  @FlagParam({ description: '`true`: only those that still wait.', optional: true })
  readonly waiting?: boolean;
}

export class SourceOutcomesQuery {
  @TextField({
    description: 'Name of the source, as GET /v1/sources gives it.',
    maxLength: SOURCE_TEXT_MAX,
    example: 'kafka:c1/usage/0#1',
  })
  readonly source!: string;

  @IntegerParam({ description: 'First offset.', min: 0, max: Number.MAX_SAFE_INTEGER, example: 0 })
  readonly from!: number;

  @IntegerParam({ description: 'Offset behind the last.', min: 0, max: Number.MAX_SAFE_INTEGER, example: 1_000 })
  readonly until!: number;
}

export class SourceProofQuery {
  @TextField({
    description: 'This source only, as GET /v1/sources names it; absent: all.',
    maxLength: SOURCE_TEXT_MAX,
    optional: true,
  })
  readonly source?: string;
}
