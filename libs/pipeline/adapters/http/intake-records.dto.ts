import {
  ChoiceField,
  FlagParam,
  IdField,
  IntegerParam,
  PageQuery,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import { HOLD_REASONS, type HoldReason } from '../../contract.js';

export class RejectedParams {
  @IntegerParam({ description: 'Id of the rejected event.', min: 1, max: 1_000_000_000_000_000, example: 1 })
  readonly id!: number;
}

export class HeldQuery extends PageQuery {
  @IdField({ description: 'Of this account only.', optional: true })
  readonly account?: string;

  @ChoiceField({ description: 'For this reason only.', of: HOLD_REASONS, optional: true })
  readonly reason?: HoldReason;

  @FlagParam({ description: '`true`: only those that still wait.', optional: true })
  readonly waiting?: boolean;
}

export class SourceOutcomesQuery {
  @TextField({
    description: 'Name of the source, as GET /v1/sources gives it.',
    maxLength: 512,
    example: 'kafka:c1/usage/0#1',
  })
  readonly source!: string;

  @IntegerParam({ description: 'First offset.', min: 0, max: Number.MAX_SAFE_INTEGER, example: 0 })
  readonly from!: number;

  @IntegerParam({ description: 'Offset behind the last.', min: 0, max: Number.MAX_SAFE_INTEGER, example: 1_000 })
  readonly until!: number;
}

class IntakeRowDto {
  @ShownField({ description: 'Counts up.', type: 'integer' })
  readonly id!: number;

  @ShownField({
    description: 'Where it came from: `kafka:<cluster>/<topic>/<partition>#<n>`, `http:<client>`, `file:<digest>`.',
  })
  readonly source!: string;

  @ShownField({ description: 'Place within the source.', type: 'integer' })
  readonly offset!: number;

  @ShownInstant('When it arrived.')
  readonly receivedAt!: string;

  @ShownField({ description: 'SHA-256 of its bytes.' })
  readonly digest!: string;
}

export class RejectedRowDto extends IntakeRowDto {
  @ShownField({ description: 'Stable reason; see docs/reference/errors.md.' })
  readonly code!: string;

  @ShownField({ description: 'What is wrong and what to do.' })
  readonly sentence!: string;

  @ShownField({ description: 'JSON Pointer into the event.', type: String, nullable: true })
  readonly pointer!: string | null;

  @ShownField({ description: 'CloudEvents `source`, where it could be read.', type: String, nullable: true })
  readonly usageSource!: string | null;

  @ShownField({ description: 'CloudEvents `id`, where it could be read.', type: String, nullable: true })
  readonly usageId!: string | null;
}

export class HeldRowDto extends IntakeRowDto {
  @ShownField({ description: 'Who sent it.' })
  readonly actor!: string;

  @ShownField({ description: 'Why it waits.' })
  readonly reason!: string;

  @ShownField({ description: 'What it waits for.' })
  readonly sentence!: string;

  @ShownField({ description: 'Account it names.' })
  readonly account!: string;

  @ShownField({ description: 'Model it names.' })
  readonly model!: string;

  @ShownField({ description: 'CloudEvents `source`.' })
  readonly usageSource!: string;

  @ShownField({ description: 'CloudEvents `id`.' })
  readonly usageId!: string;

  @ShownField({ description: 'What became of it; null while it waits.', type: String, nullable: true })
  readonly releasedAs!: string | null;

  @ShownInstant('When that was.', { nullable: true })
  readonly releasedAt!: string | null;
}

const NEXT = 'Send it as `cursor` for the next page; null at the end.';

export class RejectedPageDto {
  @ShownField({ description: 'Oldest first.', type: [RejectedRowDto] })
  readonly items!: readonly RejectedRowDto[];

  @ShownField({ description: NEXT, type: String, nullable: true })
  readonly next!: string | null;
}

export class HeldPageDto {
  @ShownField({ description: 'Oldest first.', type: [HeldRowDto] })
  readonly items!: readonly HeldRowDto[];

  @ShownField({ description: NEXT, type: String, nullable: true })
  readonly next!: string | null;
}

export class OriginalDto {
  @ShownField({
    description: 'Headers as they came.',
    type: 'array',
    items: { type: 'array', items: { type: 'string' } },
  })
  readonly headers!: readonly (readonly [string, string])[];

  @ShownField({
    description: 'Bytes as they came, in base64; null: the record had none.',
    type: String,
    nullable: true,
  })
  readonly bytes!: string | null;
}

export class OutcomeCountsDto {
  @ShownField({ description: 'Charged when they came.', type: 'integer' })
  readonly charged!: number;

  @ShownField({ description: 'Charged before.', type: 'integer' })
  readonly duplicate!: number;

  @ShownField({ description: 'Same key, other content.', type: 'integer' })
  readonly conflict!: number;

  @ShownField({ description: 'Cannot be charged as they are.', type: 'integer' })
  readonly rejected!: number;

  @ShownField({ description: 'Held when they came, whatever became of them later.', type: 'integer' })
  readonly held!: number;
}

/** Rule 37: received = charged + duplicate + conflict + rejected + held. */
export class SourceOutcomesDto {
  @ShownField({ description: 'Name of the source.' })
  readonly source!: string;

  @ShownField({ description: 'Records received.', type: 'integer' })
  readonly received!: number;

  @ShownField({ description: 'First outcome of each.', type: OutcomeCountsDto })
  readonly counts!: OutcomeCountsDto;
}

export class SourceTotalsDto extends SourceOutcomesDto {
  @ShownField({ description: 'Offset that is read next.', type: 'integer' })
  readonly nextOffset!: number;
}

export class SourceListDto {
  @ShownField({ description: 'Every source ever read.', type: [SourceTotalsDto] })
  readonly items!: readonly SourceTotalsDto[];
}
