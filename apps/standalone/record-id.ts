import { fingerprint, type Fingerprint } from '#libs/kernel/index.js';
import type { EventCodec } from '#libs/journal/codec.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';

/** Names a record by its place and content, so that a checkpoint knows its journal again. */
export function recordIdOf(codec: EventCodec): (record: RecordedEvent) => Fingerprint {
  return (record) => {
    const place = Buffer.from(`${record.stream.length}:${record.stream}${record.revision}:`, 'utf8');
    return fingerprint(sha256(Buffer.concat([place, codec.encode(record)])));
  };
}
