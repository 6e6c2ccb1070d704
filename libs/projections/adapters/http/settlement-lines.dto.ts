import { KINDS, TIERS, type Kind, type Tier } from '#libs/kernel/index.js';
import { ShownCredits, ShownField } from '#libs/platform/http/index.js';
import { GRANT_SOURCES, type GrantSource } from '#libs/ledger/contract.js';
import { ShownMoney } from './shared.dto.js';

const SOURCES = [...GRANT_SOURCES, 'overage'] as const;

class ExactAmountDto {
  @ShownField({ description: 'Decimal string.', example: '475' })
  readonly numerator!: string;

  @ShownField({ description: 'Decimal string, above zero.', example: '4' })
  readonly denominator!: string;
}

export class SettledMoneyDto {
  @ShownField({ description: 'In minor units (rule 3).', type: ExactAmountDto })
  readonly exact!: ExactAmountDto;

  @ShownMoney('Rounded half up, once for the line (rule 36).')
  readonly amountMinor!: string;

  @ShownField({ description: 'ISO 4217 code.', example: 'CNY' })
  readonly currency!: string;
}

class PricedByDto {
  @ShownField({ description: 'Id of the tariff book.', example: 'standard' })
  readonly book!: string;

  @ShownField({ description: 'Version.', type: 'integer', example: 1 })
  readonly version!: number;
}

export class SupplierLineDto {
  @ShownField({ description: 'Who served the calls.', example: 'alibaba' })
  readonly supplier!: string;

  @ShownField({ description: 'The model.', example: 'qwen-plus' })
  readonly model!: string;

  @ShownField({ description: 'Speed and price class.', enum: TIERS, example: 'standard' })
  readonly tier!: Tier;

  @ShownField({ description: 'What was counted.', enum: KINDS, example: 'output' })
  readonly kind!: Kind;

  @ShownField({ description: 'What priced it, and says what it costs.', type: PricedByDto })
  readonly tariff!: PricedByDto;

  @ShownField({ description: 'How much, net of corrections, as a decimal string.', example: '1200000' })
  readonly quantity!: string;

  @ShownCredits('Charged for it, net of corrections.')
  readonly creditsMicro!: string;

  @ShownField({ description: 'null: the tariff names no cost.', type: SettledMoneyDto, nullable: true })
  readonly cost!: SettledMoneyDto | null;
}

export class SupplierTotalDto {
  @ShownField({ description: 'Who served the calls.', example: 'alibaba' })
  readonly supplier!: string;

  @ShownField({ description: 'ISO 4217 code.', example: 'CNY' })
  readonly currency!: string;

  @ShownMoney('The sum of its rounded lines.')
  readonly costMinor!: string;
}

class SellingProductDto {
  @ShownField({ description: 'Id of the product.', example: 'plan-m' })
  readonly product!: string;

  @ShownField({ description: 'Version.', type: 'integer', example: 1 })
  readonly version!: number;
}

export class CreditsLineDto {
  @ShownField({ description: 'Where the credits came from first.', enum: SOURCES, example: 'subscription' })
  readonly source!: GrantSource | 'overage';

  @ShownField({ description: 'What they were sold with; null: nothing.', type: SellingProductDto, nullable: true })
  readonly product!: SellingProductDto | null;

  @ShownField({ description: 'Whether the money includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;

  @ShownCredits('How many.')
  readonly creditsMicro!: string;

  @ShownField({ description: 'What was paid for them; null: nothing.', type: SettledMoneyDto, nullable: true })
  readonly money!: SettledMoneyDto | null;
}

export class RevenueLineDto extends CreditsLineDto {
  @ShownField({
    description: 'Overage counts when it is repaid or billed; a chargeback takes back what use had brought in.',
    enum: ['used', 'overage', 'charged_back'],
    example: 'used',
  })
  readonly type!: 'used' | 'overage' | 'charged_back';

  @ShownField({
    description: 'Who served the calls; null: of no call.',
    type: String,
    nullable: true,
    example: 'alibaba',
  })
  readonly supplier!: string | null;

  @ShownField({ description: 'The partner app; null: none.', type: String, nullable: true, example: 'cloud-phone' })
  readonly app!: string | null;

  @ShownField({ description: 'The model; null: of no call.', type: String, nullable: true, example: 'qwen-plus' })
  readonly model!: string | null;
}

export class BreakageLineDto extends CreditsLineDto {
  @ShownField({ description: 'Why nobody will use them.', enum: ['expired', 'forfeited'], example: 'expired' })
  readonly cause!: 'expired' | 'forfeited';
}

const MOVEMENTS = ['given', 'transferred', 'upgraded', 'refunded', 'adjusted_down'] as const;

export class CreditMovementLineDto extends CreditsLineDto {
  @ShownField({ description: 'Credits that came, or went without being earned.', enum: MOVEMENTS, example: 'given' })
  readonly type!: (typeof MOVEMENTS)[number];
}
