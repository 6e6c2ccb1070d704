import {
  CommandAnswerDto,
  ChoiceField,
  IdField,
  IntegerField,
  ObjectField,
  ShownCredits,
  ShownField,
  TextField,
} from '#libs/platform/http/index.js';
import { FAULTS, type Fault } from '#libs/ledger/contract.js';

const PERIOD_MAX = 1_000_000;

export class TariffChoiceDto {
  @IdField({
    description: 'Tariff book; absent: the one the account had when the usage happened.',
    optional: true,
    example: 'standard',
  })
  readonly tariffBook?: string;

  @IntegerField({
    description: 'A full version of the book; absent: what the book says now for the time of the usage.',
    min: 1,
    max: 1_000_000,
    optional: true,
    example: 3,
  })
  readonly version?: number;
}

class FaultDto {
  @ChoiceField({
    description:
      'Whose mistake it was: credits that expired meanwhile come back only where it was the operator (rule 28).',
    of: FAULTS,
    example: 'operator',
  })
  readonly fault!: Fault;

  @TextField({ description: 'Why, for the audit; no names.', maxLength: 256, example: 'charged at the price of March' })
  readonly reason!: string;
}

export class CorrectUsageDto extends FaultDto {
  @TextField({ description: 'CloudEvents `source` of the usage.', maxLength: 1_024, example: '/gateways/eu-1' })
  readonly source!: string;

  @TextField({ description: 'CloudEvents `id` of the usage.', maxLength: 1_024, example: 'call-7f3a-1' })
  readonly id!: string;

  @IntegerField({
    description: 'Of the last fact about the usage that you know: its debit, or its last correction (rule 27).',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    example: 17,
  })
  readonly revision!: number;

  @ObjectField(TariffChoiceDto, {
    description: 'The price it should have had. Absent: none at all, the usage is reversed.',
    optional: true,
    example: { tariffBook: 'standard', version: 3 },
  })
  readonly rerate?: TariffChoiceDto;
}

export class ReratePeriodDto extends FaultDto {
  @IntegerField({ description: 'Billing period that the usages are booked on.', min: 0, max: PERIOD_MAX, example: 2 })
  readonly period!: number;

  @ObjectField(TariffChoiceDto, {
    description: 'The prices they should have had.',
    example: { tariffBook: 'standard', version: 3 },
  })
  readonly rerate!: TariffChoiceDto;
}

export class CorrectedDto extends CommandAnswerDto {
  @ShownField({ description: 'The account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'Name it in the next correction of the same usage.', type: 'integer', example: 21 })
  readonly revision!: number;

  @ShownField({ description: 'Counts the corrections of the usage.', type: 'integer', example: 1 })
  readonly correction!: number;

  @ShownCredits('What the usage costs from now on.')
  readonly totalMicro!: string;

  @ShownCredits('Against before; negative: given back.')
  readonly deltaMicro!: string;

  @ShownField({ description: 'Period the change is booked on (rule 13).', type: 'integer', example: 3 })
  readonly period!: number;
}

export class ReratedPeriodDto extends CommandAnswerDto {
  @ShownField({ description: 'The account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'The period.', type: 'integer', example: 2 })
  readonly period!: number;

  @ShownField({ description: 'Usages booked on it.', type: 'integer', example: 1_204 })
  readonly usages!: number;

  @ShownField({ description: 'Corrected by this command; the others cost the same.', type: 'integer', example: 37 })
  readonly corrected!: number;

  @ShownField({ description: 'Without a price by that tariff: they stand as they were.', type: 'integer', example: 0 })
  readonly unpriced!: number;

  @ShownCredits('Sum over all corrections; negative: given back.')
  readonly deltaMicro!: string;
}
