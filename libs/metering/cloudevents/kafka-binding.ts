import type { RawRecord } from '../contract.js';
import { Fault } from '../domain/fault.js';
import { parseJson } from './json-text.js';
import type { Opened } from './opened.js';

/** Headers that are read, and the attribute each carries; extension attributes (`ce_…`) are ignored. */
const ATTRIBUTE_OF: ReadonlyMap<string, string> = new Map([
  ['ce_specversion', 'specversion'],
  ['ce_type', 'type'],
  ['ce_id', 'id'],
  ['ce_source', 'source'],
  ['ce_time', 'time'],
  ['ce_subject', 'subject'],
  ['content-type', 'datacontenttype'],
]);

const STRUCTURED_PREFIX = 'application/cloudevents';
const STRUCTURED_JSON = 'application/cloudevents+json';
const REPLACEMENT = '\ufffd';

type Attributes = Record<string, string>;

/** CloudEvents 1.0, Kafka protocol binding: structured when content-type says so, else binary. Never throws. */
export function openKafkaRecord({ bytes, headers }: RawRecord): Opened {
  const attributes: Attributes = {};
  const fault = readHeaders(headers, attributes);
  if (fault !== undefined) return { event: attributes, fault };
  if (bytes === null) {
    const sentence = 'The record has no value; usage is corrected by a correction, never by a tombstone.';
    return { event: attributes, fault: new Fault('tombstone', sentence) };
  }
  const mediaType = (attributes['datacontenttype'] ?? '').toLowerCase();
  return mediaType.startsWith(STRUCTURED_PREFIX)
    ? openStructured(mediaType, bytes, attributes)
    : openBinary(attributes, bytes);
}

/** An event that is the whole text: a structured record, or a line of NDJSON. */
export function openJsonEvent(bytes: Uint8Array): Opened {
  const read = parseJson(bytes);
  return read instanceof Fault ? { event: undefined, fault: read } : { event: read.value };
}

function openStructured(mediaType: string, bytes: Uint8Array, attributes: Attributes): Opened {
  const format = mediaType.split(';', 1)[0]?.trimEnd();
  if (format === STRUCTURED_JSON) return openJsonEvent(bytes);
  const fault = format?.startsWith(`${STRUCTURED_PREFIX}-batch`)
    ? new Fault('cloudevents_batch_unsupported', 'Send each event as a record of its own, not as a batch.')
    : new Fault('cloudevents_format_unsupported', `Of the structured formats only ${STRUCTURED_JSON} is read.`);
  return { event: attributes, fault };
}

function openBinary(attributes: Attributes, bytes: Uint8Array): Opened {
  const absent = ['specversion', 'id', 'source', 'type'].find((name) => attributes[name] === undefined);
  if (absent !== undefined) {
    const sentence = `The header ce_${absent} is missing and content-type is not ${STRUCTURED_JSON}; send a CloudEvent.`;
    return { event: attributes, fault: new Fault('not_a_cloudevent', sentence, `/${absent}`) };
  }
  const data = parseJson(bytes);
  return data instanceof Fault ? { event: attributes, fault: data } : { event: { ...attributes, data: data.value } };
}

/** Fills `attributes`. Two headers of one name have no order to go by, so neither is believed. */
function readHeaders(headers: RawRecord['headers'], attributes: Attributes): Fault | undefined {
  const seen = new Set<string>();
  for (const [name, value] of headers) {
    const attribute = ATTRIBUTE_OF.get(name);
    if (attribute === undefined && !name.startsWith('ce_')) continue;
    if (seen.has(name)) return repeated(attribute, attributes);
    seen.add(name);
    if (attribute === undefined) continue;
    if (value.includes(REPLACEMENT)) {
      return new Fault('invalid_utf8', 'The header is not UTF-8; encode it as UTF-8.', `/${attribute}`);
    }
    attributes[attribute] = value;
  }
  return undefined;
}

function repeated(attribute: string | undefined, attributes: Attributes): Fault {
  const sentence = 'A ce_ header or content-type occurs twice; send each attribute once.';
  if (attribute === undefined) return new Fault('header_repeated', sentence);
  // Which of the two was meant is unknown, so the refusal must not name one of them as the key.
  delete attributes[attribute];
  return new Fault('header_repeated', sentence, `/${attribute}`);
}
