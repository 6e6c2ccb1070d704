import { KINDS, type Kind } from '#libs/kernel/index.js';
import {
  ChoiceField,
  CreditsField,
  FlagField,
  IntegerField,
  MinorUnitsField,
  ObjectField,
  PatternField,
  TextField,
} from '#libs/platform/http/index.js';
import { OVERAGE_POLICIES, type OveragePolicy } from '../../contract.js';

export class AlertRulesDto {
  @IntegerField({
    description: 'Warn when this share of the base is used (rule 35), in percent.',
    min: 1,
    max: 100,
    listOf: 20,
    example: [50, 80, 100],
  })
  readonly percents!: readonly number[];

  @CreditsField({
    description: 'Warn when no more than this remains, in micro-credits.',
    min: 0n,
    listOf: 20,
    example: ['1000000000'],
  })
  readonly floorsMicro!: readonly string[];
}

export class OveragePriceDto {
  @MinorUnitsField({ description: "In minor units of the account's currency.", example: '5' })
  readonly amountMinor!: string;

  @CreditsField({ description: 'For so many micro-credits.', min: 1n, example: '1000000000' })
  readonly perMicro!: string;

  @FlagField({ description: 'Whether the price includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;
}

export class OveragePolicyDto {
  @ChoiceField({
    description: 'What happens to usage no grant pays (rule 22): `block`, `limit` or `invoice`.',
    of: OVERAGE_POLICIES,
    example: 'invoice',
  })
  readonly type!: OveragePolicy['type'];

  @CreditsField({ description: 'With `limit`: owed at most, in micro-credits.', min: 0n, optional: true })
  readonly limitMicro?: string;

  @CreditsField({
    description: 'With `invoice`: billed at most in a period, in micro-credits.',
    min: 0n,
    optional: true,
    example: '50000000000',
  })
  readonly capMicro?: string;

  @ObjectField(OveragePriceDto, {
    description: 'With `invoice`: what it costs.',
    optional: true,
    example: { amountMinor: '5', perMicro: '1000000000', taxIncluded: true },
  })
  readonly price?: OveragePriceDto;
}

export class GrantScopeDto {
  @TextField({
    description: 'Models it pays for; absent: all.',
    maxLength: 256,
    listOf: 100,
    optional: true,
    nonEmpty: true,
  })
  readonly models?: readonly string[];

  @ChoiceField({
    description: 'Kinds it pays for; absent: all.',
    of: KINDS,
    listOf: KINDS.length,
    optional: true,
    nonEmpty: true,
  })
  readonly kinds?: readonly Kind[];

  @TextField({
    description: 'Partner apps it pays for; absent: all.',
    maxLength: 256,
    listOf: 100,
    optional: true,
    nonEmpty: true,
  })
  readonly apps?: readonly string[];
}

export class CostBasisDto {
  @MinorUnitsField({ description: 'What was paid for the whole grant, in minor units.', example: '1990' })
  readonly amountMinor!: string;

  @PatternField({
    description: "ISO 4217 code; the account's currency.",
    pattern: /^[A-Z]{3}$/,
    expected: 'three capital letters',
    example: 'CNY',
  })
  readonly currency!: string;

  @FlagField({ description: 'Whether the amount includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;
}
