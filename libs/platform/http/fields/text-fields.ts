import { CLIENT_ID_PATTERN, isClientId } from '#libs/kernel/index.js';
import { checkedField, type FieldOptions } from './field.js';

/** An opaque id given by the client: account, member, grant, tariff book. */
export function IdField(options: FieldOptions): PropertyDecorator {
  return checkedField(
    options,
    { type: String, pattern: CLIENT_ID_PATTERN },
    {
      name: 'id',
      passes: (value) => typeof value === 'string' && isClientId(value),
      sentence: 'must be 1 to 64 of A-Z, a-z, 0-9, "_", "." and "-"',
    },
  );
}

/** Text without control characters or lone surrogates: what is hashed and stored is what was sent. */
export function TextField(options: FieldOptions & { readonly maxLength: number }): PropertyDecorator {
  const { maxLength, ...rest } = options;
  return checkedField(
    rest,
    { type: String, minLength: 1, maxLength },
    {
      name: 'text',
      passes: (value) => typeof value === 'string' && isPlainText(value) && value.length <= maxLength,
      sentence: `must be a text of 1 to ${maxLength} characters, without control characters`,
    },
  );
}

function isPlainText(value: string): boolean {
  return value.length > 0 && value.isWellFormed() && !/\p{Cc}/u.test(value);
}

export function PatternField(
  options: FieldOptions & { readonly pattern: RegExp; readonly expected: string },
): PropertyDecorator {
  const { pattern, expected, ...rest } = options;
  return checkedField(
    rest,
    { type: String, pattern: pattern.source },
    {
      name: 'pattern',
      passes: (value) => typeof value === 'string' && pattern.test(value),
      sentence: `must be ${expected}`,
    },
  );
}

/** An amount of money that is not negative: minor units as a decimal string (rule 3). */
export function MinorUnitsField(options: FieldOptions): PropertyDecorator {
  const expected = 'a decimal string of whole minor units, 15 digits at most';
  return PatternField({ ...options, pattern: /^(0|[1-9]\d{0,14})$/, expected });
}

export function ChoiceField(options: FieldOptions & { readonly of: readonly string[] }): PropertyDecorator {
  const { of, ...rest } = options;
  return checkedField(
    rest,
    { type: String, enum: [...of] },
    {
      name: 'choice',
      passes: (value) => typeof value === 'string' && of.includes(value),
      sentence: `must be one of ${of.join(', ')}`,
    },
  );
}
