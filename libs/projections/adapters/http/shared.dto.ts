import { ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { KINDS, type Kind } from '#libs/kernel/index.js';
import { OVERAGE_POLICIES, SPAN_UNITS, type OveragePolicy } from '#libs/ledger/contract.js';

/** Money of an answer: minor units as a decimal string (rule 3). */
export function ShownMoney(description: string, { nullable = false } = {}): PropertyDecorator {
  return ShownField({ description: `${description} In minor units.`, type: String, nullable, example: '1990' });
}

export class ProductPinViewDto {
  @ShownField({ description: 'Id of the product.', example: 'plan-m' })
  readonly product!: string;

  @ShownField({ description: 'Version.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownField({ description: 'SHA-256 of its content.', example: 'ab'.repeat(32) })
  readonly hash!: string;
}

export class GrantScopeViewDto {
  @ShownField({ description: 'null: all.', type: [String], nullable: true, example: ['glm-5'] })
  readonly models!: readonly string[] | null;

  @ShownField({ description: 'null: all.', enum: KINDS, isArray: true, nullable: true, example: ['input', 'output'] })
  readonly kinds!: readonly Kind[] | null;

  @ShownField({ description: 'null: all.', type: [String], nullable: true, example: ['workbuddy'] })
  readonly apps!: readonly string[] | null;
}

export class CostBasisViewDto {
  @ShownMoney('What was paid for the whole grant.')
  readonly amountMinor!: string;

  @ShownField({ description: 'ISO 4217 code.', example: 'CNY' })
  readonly currency!: string;

  @ShownField({ description: 'Whether the amount includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;
}

export class RolloverViewDto {
  @ShownField({ description: 'At most so much stays, once (rule 18). In micro-credits.', example: '1000000000' })
  readonly maxMicro!: string;
}

export class PriceViewDto {
  @ShownMoney('The price.')
  readonly amountMinor!: string;

  @ShownField({ description: 'Whether the price includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;
}

export class SpanViewDto {
  @ShownField({ description: 'A calendar month and 30 days are different things (rule 12).', enum: SPAN_UNITS })
  readonly unit!: (typeof SPAN_UNITS)[number];

  @ShownField({ description: 'How many.', type: 'integer', example: 1 })
  readonly count!: number;
}

export class TermViewDto {
  @ShownInstant('First instant.')
  readonly startsAt!: string;

  @ShownInstant('First instant of the next.')
  readonly endsAt!: string;
}

export class OverageBucketDto {
  @ShownField({ description: 'Billing period.', type: 'integer', example: 0 })
  readonly period!: number;

  @ShownField({ description: 'Overage policy.', enum: OVERAGE_POLICIES, example: 'block' })
  readonly policy!: OveragePolicy['type'];

  @ShownField({
    description: 'Price version; null but under `invoice`.',
    type: 'integer',
    nullable: true,
    example: null,
  })
  readonly priceVersion!: number | null;
}
