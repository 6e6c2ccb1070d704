import { Ajv } from 'ajv';
import { Fault } from '../domain/fault.js';
import type { UsageEvent } from '../domain/usage-event.js';
import { explain } from './explain.js';
import { nestsDeeper } from './nesting.js';
import { USAGE_EVENT_SCHEMA } from './usage-event.schema.js';

/** Levels of objects and arrays, the event itself being the first. */
export const EVENT_DEPTH_MAX = 8;

const JSON_MEDIA_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json\s*(?:;.*)?$/i;

const hasUsageShape = new Ajv({
  strict: true,
  // `required` inside `oneOf` names properties that its parent defines.
  strictRequired: false,
  allErrors: false,
  // The calendar is checked where the text becomes an instant, once.
  formats: { 'date-time': true },
}).compile<UsageEvent>(USAGE_EVENT_SCHEMA);

/** The same event with its type proved, or what the contract has against it. */
export function validateUsageEvent(event: unknown): UsageEvent | Fault {
  if (nestsDeeper(event, EVENT_DEPTH_MAX)) {
    return new Fault('nested_too_deep', 'The event is nested deeper than 8 levels; send counts, not documents.');
  }
  if (!hasUsageShape(event)) return explain(event, hasUsageShape.errors ?? []);
  if (event.datacontenttype === undefined || JSON_MEDIA_TYPE.test(event.datacontenttype)) return event;
  return new Fault(
    'data_content_type_unsupported',
    'The data must be JSON; send it as application/json.',
    '/datacontenttype',
  );
}
