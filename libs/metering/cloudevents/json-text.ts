import { Fault } from '../domain/fault.js';

/** Largest event that is parsed, in bytes: what costs time is bounded before any of it is spent. */
export const EVENT_BYTES_MAX = 65_536;

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** One JSON text, checked for size and encoding before it is parsed. Never throws. */
export function parseJson(bytes: Uint8Array): { readonly value: unknown } | Fault {
  if (bytes.length > EVENT_BYTES_MAX) {
    return new Fault('event_too_large', `The event has ${bytes.length} bytes; at most ${EVENT_BYTES_MAX} are taken.`);
  }
  const text = decode(bytes);
  if (text === undefined) return new Fault('invalid_utf8', 'The bytes are not UTF-8; encode the JSON as UTF-8.');
  return parse(text) ?? new Fault('malformed_json', 'The bytes are not one JSON text; send one JSON object.');
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The parser's own message quotes the text, so it is dropped (rule 38). */
function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
