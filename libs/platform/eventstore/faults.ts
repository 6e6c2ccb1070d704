import { JournalFault } from '#libs/journal/faults.js';

/** Sending the same again cannot help: by the client's own names and by gRPC status codes. */
const FINAL_TYPES = new Set([
  'access-denied',
  'invalid-argument',
  'maximum-append-size-exceeded',
  'missing-required-metadata-property',
  'stream-deleted',
  'unsupported',
]);
const FINAL_CODES = new Set([3, 7, 8, 12, 16]);

/**
 * What a failed call means. The client rejects with its own errors, which have a `type`, or with gRPC's, which have a
 * `code` only. All that is not final is retriable: the outcome of an append is then unknown, and since its ids are made
 * from its bytes, the same bytes may go again.
 */
export function toJournalFault(error: unknown, what: string): JournalFault {
  if (error instanceof JournalFault) return error;
  const { type, code, message } = error as {
    readonly type?: unknown;
    readonly code?: unknown;
    readonly message?: string;
  };
  const options = { cause: error };
  if (typeof type !== 'string' && typeof code !== 'number') {
    return new JournalFault('store_failed', `${what}: ${message ?? String(error)}`, false, options);
  }
  if (FINAL_TYPES.has(type as string) || FINAL_CODES.has(code as number)) {
    return new JournalFault('store_refused', `${what}: refused, ${message}`, false, options);
  }
  return new JournalFault('store_unavailable', `${what}: ${message}`, true, options);
}

export function timeoutFault(what: string, timeoutMs: number): JournalFault {
  return new JournalFault('store_timeout', `${what}: no answer within ${timeoutMs} ms`, true);
}
