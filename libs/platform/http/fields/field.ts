import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';

/** What every field of a request says about itself, once: it is checked and documented from this. */
export interface FieldOptions {
  readonly description: string;
  readonly example?: unknown;
  /** May be left out. `null` is never the same as absent. */
  readonly optional?: boolean;
  /** A list of such values with at most this many entries, none twice. */
  readonly listOf?: number;
  /** Of a list: with at least one entry. */
  readonly nonEmpty?: boolean;
}

/** A documented field whose value must pass a check. `sentence` follows the name of the field: "must be …". */
export function checkedField(
  { optional = false, listOf, nonEmpty = false, ...documented }: FieldOptions,
  schema: ApiPropertyOptions,
  check: { readonly name: string; readonly passes: (value: unknown) => boolean; readonly sentence: string },
): PropertyDecorator {
  const min = nonEmpty ? 1 : 0;
  const list = listOf === undefined ? [] : [uniqueList(min, listOf)];
  const shape = listOf === undefined ? {} : { isArray: true, minItems: min, maxItems: listOf, uniqueItems: true };
  return applyDecorators(
    ApiProperty({ ...schema, ...shape, ...documented, required: !optional } as ApiPropertyOptions),
    ...(optional ? [ifPresent()] : []),
    validator(check, { each: listOf !== undefined }),
    ...list,
  );
}

/** Checks of a field apply only when it is there. */
export function ifPresent(): PropertyDecorator {
  return ValidateIf((_input: unknown, value: unknown) => value !== undefined);
}

export function validator(
  check: { readonly name: string; readonly passes: (value: unknown) => boolean; readonly sentence: string },
  options: ValidationOptions = {},
): PropertyDecorator {
  return ValidateBy(
    { name: check.name, validator: { validate: check.passes, defaultMessage: () => `$property ${check.sentence}` } },
    options.each ? { ...options, message: `$property must be a list whose every entry ${check.sentence}` } : options,
  );
}

function uniqueList(min: number, max: number): PropertyDecorator {
  return validator({
    name: 'uniqueList',
    passes: (value) =>
      Array.isArray(value) && value.length >= min && value.length <= max && new Set(value).size === value.length,
    sentence: `must be a list of ${min} to ${max} different entries`,
  });
}
