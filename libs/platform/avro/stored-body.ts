import type { Type } from 'avsc';
import type { CompiledEvents } from './compiled-events.js';
import type { StoredMeta } from './meta.schema.js';

export interface StoredEvent {
  readonly meta: StoredMeta;
  readonly data: unknown;
}

/** Bodies are put together here and copied out once; a larger one gets a place of its own. */
const workbench = Buffer.alloc(64 * 1024);

export function writeBody(version: number, type: Type, stored: StoredEvent): Uint8Array {
  workbench[0] = version;
  const end = type.encode(stored, workbench, 1);
  if (end > 0) return Buffer.copyBytesFrom(workbench, 0, end);
  return Buffer.concat([Buffer.from([version]), type.toBuffer(stored)]);
}

export function readBody(events: CompiledEvents, type: string, body: Uint8Array): StoredEvent {
  return events.version(type, body[0] ?? 0).type.fromBuffer(asBuffer(body).subarray(1)) as StoredEvent;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
