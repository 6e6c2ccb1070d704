import type { UsageKey } from '../contract.js';
import { PLAIN_TEXT_PATTERN } from '../domain/plain-text.js';

const KEY_LENGTH_MAX = 256;
const PLAIN_TEXT = new RegExp(PLAIN_TEXT_PATTERN, 'u');

/** The key of an event that was refused, if both its parts are fit to be stored. */
export function readableKey(event: unknown): UsageKey | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { source, id } = event as { readonly source?: unknown; readonly id?: unknown };
  return isKeyPart(source) && isKeyPart(id) ? { source, id } : undefined;
}

function isKeyPart(value: unknown): value is string {
  return typeof value === 'string' && value.length <= KEY_LENGTH_MAX && PLAIN_TEXT.test(value);
}
