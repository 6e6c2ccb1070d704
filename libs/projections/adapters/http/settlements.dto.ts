import { PatternField, ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { SHARE_BASES, type ShareBasis } from '#libs/catalog/contract.js';
import { GRANT_SOURCES, type GrantSource } from '#libs/ledger/contract.js';
import {
  BreakageLineDto,
  CreditMovementLineDto,
  CreditsLineDto,
  RevenueLineDto,
  SettledMoneyDto,
  SupplierLineDto,
  SupplierTotalDto,
} from './settlement-lines.dto.js';
import { ShownMoney } from './shared.dto.js';

export class SettlementParams {
  @PatternField({
    description: 'A month in UTC.',
    pattern: /^20\d{2}-(0[1-9]|1[0-2])$/,
    expected: 'a month, e.g. "2026-05"',
    example: '2026-05',
  })
  readonly month!: string;
}

class ContractPinDto {
  @ShownField({ description: 'Version.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownField({ description: 'SHA-256 of its content.', example: 'ab12'.repeat(16) })
  readonly hash!: string;
}

class PartnerShareDto {
  @ShownField({ description: 'So many …', type: 'integer', example: 30 })
  readonly numerator!: number;

  @ShownField({ description: '… of so many parts.', type: 'integer', example: 100 })
  readonly denominator!: number;
}

class PartnerLineDto {
  @ShownField({ description: 'Id of the partner.', example: 'workbuddy' })
  readonly partner!: string;

  @ShownField({ description: 'The contract in effect as the month starts.', type: ContractPinDto })
  readonly contract!: ContractPinDto;

  @ShownField({ description: 'The app it is paid for.', example: 'tencent-workbuddy' })
  readonly app!: string;

  @ShownCredits('Used in the app, net of corrections.')
  readonly creditsMicro!: string;

  @ShownField({ description: 'Those credits at the list price of the contract.', type: SettledMoneyDto })
  readonly listValue!: SettledMoneyDto;

  @ShownField({ description: 'Recognised from calls of the app.', type: SettledMoneyDto })
  readonly revenue!: SettledMoneyDto;

  @ShownField({ description: 'What the share is of.', enum: SHARE_BASES, example: 'list_value' })
  readonly basis!: ShareBasis;

  @ShownField({ description: 'Its share.', type: PartnerShareDto })
  readonly share!: PartnerShareDto;

  @ShownField({ description: 'What the partner is paid.', type: SettledMoneyDto })
  readonly amount!: SettledMoneyDto;
}

class MarginDto {
  @ShownField({ description: 'ISO 4217 code; another currency has a line of its own.', example: 'CNY' })
  readonly currency!: string;

  @ShownMoney('Recognised.')
  readonly revenueMinor!: string;

  @ShownMoney('Owed to suppliers.')
  readonly costMinor!: string;

  @ShownMoney('Revenue less cost in this currency.')
  readonly marginMinor!: string;
}

class ModelMarginDto extends MarginDto {
  @ShownField({ description: 'The model; null: of no call.', type: String, nullable: true, example: 'qwen-plus' })
  readonly model!: string | null;

  @ShownCredits('Charged for what the tariff names no cost for.')
  readonly costUnknownMicro!: string;
}

const SELLERS = [...GRANT_SOURCES, 'overage', 'unpaid'] as const;

class ProductMarginDto extends MarginDto {
  @ShownField({ description: 'Where the credits came from; unpaid: from no grant yet.', enum: SELLERS })
  readonly source!: GrantSource | 'overage' | 'unpaid';

  @ShownField({ description: 'Id of the product, all its versions.', type: String, nullable: true, example: 'plan-m' })
  readonly product!: string | null;
}

/** What suppliers and partners are owed for a month, and what stays. */
export class SettlementDto {
  @ShownField({ description: 'The month, in UTC.', example: '2026-05' })
  readonly month!: string;

  @ShownInstant('First instant: what is recorded from then on is in it.')
  readonly startsAt!: string;

  @ShownInstant('First instant of the next.')
  readonly endsAt!: string;

  @ShownField({ description: 'Closed: over by a minute, with every event in it.', enum: ['open', 'closed'] })
  readonly state!: 'open' | 'closed';

  @ShownField({ description: 'Every event of the ledger up to here is in it.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({ description: 'By supplier, model, tier, kind and tariff version.', type: [SupplierLineDto] })
  readonly suppliers!: readonly SupplierLineDto[];

  @ShownField({ description: 'What each supplier is owed.', type: [SupplierTotalDto] })
  readonly supplierTotals!: readonly SupplierTotalDto[];

  @ShownField({ description: 'By call and by who sold the credits.', type: [RevenueLineDto] })
  readonly revenue!: readonly RevenueLineDto[];

  @ShownField({ description: 'Earned without a call.', type: [BreakageLineDto] })
  readonly breakage!: readonly BreakageLineDto[];

  @ShownField({ description: 'What partners are paid, app by app.', type: [PartnerLineDto] })
  readonly partners!: readonly PartnerLineDto[];

  @ShownField({ description: 'Margin of each model.', type: [ModelMarginDto] })
  readonly models!: readonly ModelMarginDto[];

  @ShownField({ description: 'Margin of each plan and pack, breakage included.', type: [ProductMarginDto] })
  readonly products!: readonly ProductMarginDto[];

  @ShownField({ description: 'What came in, and what went without being earned.', type: [CreditMovementLineDto] })
  readonly movements!: readonly CreditMovementLineDto[];

  @ShownField({ description: 'At the end of the month: paid for and not yet earned.', type: [CreditsLineDto] })
  readonly deferred!: readonly CreditsLineDto[];
}
