import {
  ChoiceField,
  IntegerField,
  ObjectField,
  PatternField,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import { JournalHeadDto } from './account-audit.dto.js';
import { VERDICTS, VERIFIED_PARTS, type Verdict, type VerifiedPart } from '../../contract.js';

class KeptHeadDto {
  @IntegerField({ description: 'Position of the head.', min: 0, max: Number.MAX_SAFE_INTEGER })
  readonly position!: number;

  @PatternField({ description: 'Its digest.', pattern: /^[0-9a-f]{64}$/, expected: '64 lower-case hex digits' })
  readonly digest!: string;
}

export class StartVerificationDto {
  @ChoiceField({
    description: 'Which parts; absent: all.',
    of: VERIFIED_PARTS,
    listOf: 4,
    nonEmpty: true,
    optional: true,
  })
  readonly only?: readonly VerifiedPart[];

  @ObjectField(KeptHeadDto, {
    description:
      'A head of GET /v1/audit/head that was kept: the journal, which is then looked at too, must still contain it.',
    optional: true,
  })
  readonly against?: KeptHeadDto;
}

export class VerificationParams {
  @TextField({ description: 'Id of the verification.', maxLength: 64, example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  readonly id!: string;
}

class VerificationProgressDto {
  @ShownField({ description: 'The part it is at.', enum: VERIFIED_PARTS, example: 'ledger' })
  readonly part!: VerifiedPart;

  @ShownField({ description: 'Positions of the journal done.', type: 'integer', example: 500 })
  readonly done!: number;

  @ShownField({ description: 'Of so many.', type: 'integer', example: 1234 })
  readonly total!: number;
}

class FaultyRowDto {
  @ShownField({ description: 'Table of the read models.', example: 'balances' })
  readonly table!: string;

  @ShownField({ description: 'Key of the row.', example: 'acc-1001' })
  readonly key!: string;

  @ShownField({
    description: 'The column that differs; null: the whole row.',
    type: String,
    nullable: true,
    example: 'remaining_micro',
  })
  readonly column!: string | null;
}

class AuditFaultDto {
  @ShownField({ description: 'A stable word for what is wrong.', example: 'column_differs' })
  readonly kind!: string;

  @ShownField({
    description: 'The same in words.',
    example: 'balances[acc-1001].remaining_micro is 7, the events give 6.',
  })
  readonly sentence!: string;

  @ShownField({ description: 'First record concerned.', type: 'integer', nullable: true, example: null })
  readonly firstPosition!: number | null;

  @ShownField({ description: 'Last record concerned.', type: 'integer', nullable: true, example: null })
  readonly lastPosition!: number | null;

  @ShownField({ description: 'Account concerned.', type: String, nullable: true, example: 'acc-1001' })
  readonly account!: string | null;

  @ShownField({ description: 'Row of a read model concerned.', type: FaultyRowDto, nullable: true })
  readonly row!: FaultyRowDto | null;
}

class PartReportDto {
  @ShownField({ description: 'What was verified.', enum: VERIFIED_PARTS, example: 'projections' })
  readonly part!: VerifiedPart;

  @ShownField({ description: 'What was not looked at never counts as sound.', enum: VERDICTS, example: 'faults' })
  readonly verdict!: Verdict;

  @ShownField({
    description: 'How many of what were looked at.',
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { rows: 100 },
  })
  readonly checked!: Readonly<Record<string, number>>;

  @ShownField({ description: 'How many faults there are.', type: 'integer', example: 1 })
  readonly faultCount!: number;

  @ShownField({ description: 'The first 100 of them.', type: [AuditFaultDto] })
  readonly faults!: readonly AuditFaultDto[];

  @ShownField({ description: 'What could not be verified, and why.', type: [String], example: [] })
  readonly couldNot!: readonly string[];
}

class VerificationReportDto {
  @ShownField({ description: 'Which ledger.', example: '0f8fad5b' })
  readonly ledgerId!: string;

  @ShownInstant('When it began.')
  readonly startedAt!: string;

  @ShownInstant('When it ended.')
  readonly endedAt!: string;

  @ShownField({ description: 'Head of the journal when it began.', type: 'integer', example: 1234 })
  readonly head!: number;

  @ShownField({
    description: 'Worth keeping elsewhere, to be sent as `against`; null: it cannot be read.',
    type: JournalHeadDto,
    nullable: true,
  })
  readonly journalHead!: JournalHeadDto | null;

  @ShownField({ description: 'Over all parts.', enum: VERDICTS, example: 'faults' })
  readonly verdict!: Verdict;

  @ShownField({ description: 'One by one.', type: [PartReportDto] })
  readonly parts!: readonly PartReportDto[];
}

export class VerificationDto {
  @ShownField({ description: 'Send it to read how far it is.', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  readonly id!: string;

  @ShownField({
    description: '`failed`: it ended without a report; the log says why.',
    enum: ['running', 'done', 'failed'],
    example: 'done',
  })
  readonly state!: 'running' | 'done' | 'failed';

  @ShownInstant('When it was started.')
  readonly startedAt!: string;

  @ShownField({
    description: 'Null before the first part and after the last.',
    type: VerificationProgressDto,
    nullable: true,
  })
  readonly progress!: VerificationProgressDto | null;

  @ShownField({ description: 'Null until it is done.', type: VerificationReportDto, nullable: true })
  readonly report!: VerificationReportDto | null;
}
