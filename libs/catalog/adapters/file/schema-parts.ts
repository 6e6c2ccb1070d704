import { CLIENT_ID_PATTERN, KINDS } from '#libs/kernel/index.js';
import { NAME_LENGTH_MAX } from '../../domain/rejections.js';

/** What every kind of catalogue file says in the same words. */
export const id = { type: 'string', pattern: CLIENT_ID_PATTERN, description: '1 to 64 of A-Z a-z 0-9 _ . -' };

export const name = {
  type: 'string',
  minLength: 1,
  maxLength: NAME_LENGTH_MAX,
  description: `a text of 1 to ${NAME_LENGTH_MAX} characters`,
};

export const names = { type: 'array', minItems: 1, items: name, description: 'a list of at least one name' };

export const kinds = {
  type: 'array',
  minItems: 1,
  items: { enum: [...KINDS] },
  description: 'a list of at least one kind',
};

export const moment = {
  type: 'string',
  format: 'moment',
  description: 'an RFC 3339 date-time with its zone, or an ISO 8601 duration from now, e.g. "-P10D"',
};

export function whole(minimum: number, maximum: number): object {
  return { type: 'integer', minimum, maximum, description: `a whole number from ${minimum} to ${maximum}` };
}
