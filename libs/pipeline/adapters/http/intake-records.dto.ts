import { ShownField, ShownInstant } from '#libs/platform/http/index.js';

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

  @ShownField({ description: 'Who sent it.' })
  readonly actor!: string;
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

  @ShownField({ description: 'What a replay made of it; null while it is rejected.', type: String, nullable: true })
  readonly replayedAs!: string | null;

  @ShownInstant('When that was.', { nullable: true })
  readonly replayedAt!: string | null;
}

export class HeldRowDto extends IntakeRowDto {
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

export class ExplanationDto {
  @ShownField({ description: 'What its reason means.' })
  readonly meaning!: string;

  @ShownField({ description: 'What would mend it, and by whom.' })
  readonly mend!: string;
}

export class RejectedEventDto extends RejectedRowDto {
  @ShownField({ description: 'null for a reason of an earlier version.', type: ExplanationDto, nullable: true })
  readonly explanation!: ExplanationDto | null;
}

export class HeldEventDto extends HeldRowDto {
  @ShownField({ description: 'null for a reason of an earlier version.', type: ExplanationDto, nullable: true })
  readonly explanation!: ExplanationDto | null;
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
