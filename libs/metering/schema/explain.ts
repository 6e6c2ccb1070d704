import { invariant, isClientId, KINDS } from '#libs/kernel/index.js';
import type { ErrorObject } from 'ajv';
import { Fault } from '../domain/fault.js';
import { timeInvalid } from '../domain/occurred-at.js';
import { USAGE_EVENT_TYPE } from '../domain/usage-event.js';

const TIMES: ReadonlySet<string> = new Set(['/time', '/data/occurredAt']);
const ATTRIBUTES: ReadonlySet<string> = new Set(['specversion', 'id', 'source', 'type']);

/** The validator's finding in the words of the contract. */
export function explain(event: unknown, errors: readonly ErrorObject[]): Fault {
  // With `oneOf` its verdict stands last, after those of its branches; what is no object fails them by its type.
  const error = errors.find(({ keyword }) => keyword === 'type') ?? errors.at(-1);
  invariant(error !== undefined, 'a failed validation names an error');
  return foreign(event) ?? explainError(error);
}

/** Events that are not meant for us, or not encoded for us, are told so, whatever else their shape lacks. */
function foreign(event: unknown): Fault | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { type } = event as { readonly type?: unknown };
  if (typeof type === 'string' && type !== USAGE_EVENT_TYPE) {
    return new Fault('event_type_unsupported', `Only events of type ${USAGE_EVENT_TYPE} are metered here.`, '/type');
  }
  if (!Object.hasOwn(event, 'data_base64')) return undefined;
  return new Fault('data_base64_unsupported', 'Send data as a JSON object, not as data_base64.', '/data_base64');
}

function explainError({ keyword, instancePath: pointer, params }: ErrorObject): Fault {
  switch (keyword) {
    case 'required':
      return missing(pointer, String(params['missingProperty']));
    case 'additionalProperties':
      return unknown(pointer, String(params['additionalProperty']));
    case 'oneOf':
      return new Fault('quantities_or_usage', 'Give quantities or usage in data, one of them and not both.', pointer);
    case 'type':
      return wrongType(pointer, String(params['type']));
    case 'minimum':
    case 'maximum':
      return quantityInvalid(pointer);
    case 'maxLength':
      return new Fault('text_invalid', `Too long; at most ${String(params['limit'])} characters.`, pointer);
    case 'pattern':
      return TIMES.has(pointer) ? timeInvalid(pointer) : textInvalid(pointer, String(params['pattern']));
    case 'const':
      return notAllowed(pointer, [params['allowedValue']]);
    case 'enum':
      return notAllowed(pointer, params['allowedValues'] as readonly unknown[]);
    default:
      invariant(false, `the schema uses ${keyword}, which has no explanation`);
  }
}

function missing(parent: string, member: string): Fault {
  const pointer = `${parent}/${member}`;
  if (parent !== '' || !ATTRIBUTES.has(member))
    return new Fault('member_missing', `The member ${member} is required.`, pointer);
  return new Fault('not_a_cloudevent', `A CloudEvent must have the attribute ${member}.`, pointer);
}

/** The name is content too: it is shown only where it cannot hold a sentence. */
function unknown(parent: string, member: string): Fault {
  const pointer = isClientId(member) ? `${parent}/${member}` : parent;
  if (parent !== '/data/quantities') {
    return new Fault('member_unknown', 'The contract has no such member; leave it out.', pointer);
  }
  return new Fault('kind_unknown', `The kinds are ${KINDS.join(', ')}.`, pointer);
}

function wrongType(pointer: string, type: string): Fault {
  if (type === 'integer') return quantityInvalid(pointer);
  if (pointer === '') return new Fault('not_a_cloudevent', 'An event must be one JSON object.', pointer);
  return new Fault('type_mismatch', `Must be a JSON ${type}.`, pointer);
}

function quantityInvalid(pointer: string): Fault {
  const sentence =
    pointer === '/data/total' ? 'Must be a whole number, not negative.' : 'Must be a whole number from 0 to 10^12.';
  return new Fault('quantity_invalid', sentence, pointer);
}

function textInvalid(pointer: string, pattern: string): Fault {
  return new Fault('text_invalid', `Empty, or with characters that are not allowed; must match ${pattern}.`, pointer);
}

function notAllowed(pointer: string, allowed: readonly unknown[]): Fault {
  const code = pointer === '/specversion' ? 'specversion_unsupported' : 'value_not_allowed';
  return new Fault(code, `Must be ${allowed.join(', ')}.`, pointer);
}
