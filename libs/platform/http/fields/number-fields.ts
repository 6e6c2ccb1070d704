import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { CREDITS_MAX, CREDITS_MIN, parseCredits } from '#libs/kernel/index.js';
import { checkedField, type FieldOptions } from './field.js';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** A whole number within bounds, which a JavaScript number must hold exactly: 2^53 + 1 would be another number. */
export function IntegerField({ min, max, ...options }: FieldOptions & Range): PropertyDecorator {
  return checkedField(
    options,
    { type: 'integer', minimum: min, maximum: max },
    {
      name: 'integer',
      passes: (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
      sentence: `must be a whole number from ${min} to ${max}`,
    },
  );
}

/** A whole number in a query string or path. */
export function IntegerParam(options: FieldOptions & Range): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => numberOf(value)),
    IntegerField(options),
  );
}

export function FlagField(options: FieldOptions): PropertyDecorator {
  const passes = (value: unknown) => typeof value === 'boolean';
  return checkedField(options, { type: Boolean }, { name: 'flag', passes, sentence: 'must be true or false' });
}

/** `true` or `false` in a query string. */
export function FlagParam(options: FieldOptions): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => flagOf(value)),
    FlagField(options),
  );
}

function flagOf(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}

function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Micro-credits as a decimal string (rule 1), from `min` to the largest int64. */
export function CreditsField({
  min = CREDITS_MIN,
  ...options
}: FieldOptions & { readonly min?: bigint }): PropertyDecorator {
  return checkedField(
    options,
    { type: String, format: 'int64', pattern: '^-?(0|[1-9][0-9]{0,18})$' },
    {
      name: 'credits',
      passes: (value) => typeof value === 'string' && (parseCredits(value) ?? min - 1n) >= min,
      sentence: `must be a decimal string of whole micro-credits from ${min} to ${CREDITS_MAX}`,
    },
  );
}
