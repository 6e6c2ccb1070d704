import { KINDS, type Kind } from '#libs/kernel/index.js';
import {
  ChoiceField,
  InstantField,
  PatternField,
  ShownCredits,
  ShownField,
  ShownInstant,
} from '#libs/platform/http/index.js';
import { SERIES_DIMENSIONS, SERIES_STEPS, type SeriesDimension, type SeriesStep } from '../../contract.js';
import { PositionQuery } from './queries.dto.js';

const DIMENSION = `(${SERIES_DIMENSIONS.join('|')})`;

export class UsageSeriesQuery extends PositionQuery {
  @InstantField({
    description: 'First instant; its step is shown whole. Absent: 24 hours, or 30 days, before `until`.',
    optional: true,
  })
  readonly from?: string;

  @InstantField({ description: 'First instant after; absent: now.', optional: true })
  readonly until?: string;

  @ChoiceField({
    description:
      "Hours of UTC, or calendar days of the account's zone (in a zone off the whole hour, the hours that begin in them); absent: hours. At most 800.",
    of: SERIES_STEPS,
    optional: true,
  })
  readonly step?: SeriesStep;

  @PatternField({
    description: 'What each step is split by: any of member, model and kind; absent: nothing.',
    pattern: new RegExp(`^${DIMENSION}(,${DIMENSION})*$`),
    expected: 'a list of member, model and kind, separated by commas',
    example: 'model,kind',
    optional: true,
  })
  readonly by?: string;
}

class SeriesGroupDto {
  @ShownField({
    description: 'Split by member; null: the calls named none.',
    type: String,
    nullable: true,
    required: false,
    example: 'm-7',
  })
  readonly member?: string | null;

  @ShownField({ description: 'Split by model.', required: false, example: 'glm-5' })
  readonly model?: string;

  @ShownField({ description: 'Split by kind.', enum: KINDS, required: false })
  readonly kind?: Kind;

  @ShownField({
    description: 'Calls that were not reversed; null when split by kind, since one call has several.',
    type: 'integer',
    nullable: true,
    example: 12,
  })
  readonly calls!: number | null;

  @ShownField({
    description: 'Decimal string, in units of the kind; null unless split by kind.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly quantity!: string | null;

  @ShownCredits('Charged, corrections taken in.')
  readonly creditsMicro!: string;
}

class SeriesSumsDto {
  @ShownField({ description: 'Calls that were not reversed.', type: 'integer', example: 12 })
  readonly calls!: number;

  @ShownCredits('Charged, corrections taken in.')
  readonly creditsMicro!: string;

  @ShownField({ description: 'What was used at all.', type: [SeriesGroupDto] })
  readonly groups!: readonly SeriesGroupDto[];
}

class SeriesBucketDto extends SeriesSumsDto {
  @ShownInstant('First instant.')
  readonly startsAt!: string;

  @ShownInstant('First instant of the next.')
  readonly endsAt!: string;
}

export class UsageSeriesDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'IANA time zone of the account, in which days begin.', example: 'Asia/Shanghai' })
  readonly zone!: string;

  @ShownField({ description: 'Length of each.', enum: SERIES_STEPS })
  readonly step!: SeriesStep;

  @ShownField({
    description: 'What each is split by.',
    enum: SERIES_DIMENSIONS,
    isArray: true,
    example: ['model'],
  })
  readonly by!: readonly SeriesDimension[];

  @ShownField({ description: 'Without a gap, oldest first, by when the usage happened.', type: [SeriesBucketDto] })
  readonly buckets!: readonly SeriesBucketDto[];

  @ShownField({ description: 'Over all of them.', type: SeriesSumsDto })
  readonly totals!: SeriesSumsDto;

  @ShownField({ description: 'Every event up to here is included.', type: 'integer', example: 1234 })
  readonly position!: number;
}
