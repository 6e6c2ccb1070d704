import { formatInstant } from '#libs/kernel/index.js';
import type { OriginalRecord } from '#libs/journal/ports/intake-facts.js';
import type { RefusedRow } from '#libs/journal/ports/intake-records.port.js';
import type { CloudEvent } from './cloud-event.js';
import { count, instant, list, nullable, object, text, type JsonOf } from './shape.js';
import { orNull } from './term.js';

export const REJECTED_TYPE = 'metering.usage.rejected.v1';

/** A record of a topic has its limit, and a message that never fits would hold back all after it. */
const ORIGINAL_BYTES_MAX = 512 * 1024;

export const REJECTED = object({
  rejection: count('Number of the rejection in the ledger.'),
  source: text(
    'Where it came from: `kafka:<cluster>/<topic>/<partition>#<incarnation>`, `http:<client>`, `file:<digest>`.',
  ),
  offset: count('In that source.'),
  receivedAt: instant('When the broker or our edge took it.'),
  code: text('Stable; the list is in errors.md.'),
  sentence: text('What is wrong, and what to do.'),
  pointer: nullable(text('JSON Pointer to the offending member.')),
  usageSource: nullable(text('CloudEvents `source`, where it could be read.')),
  usageId: nullable(text('CloudEvents `id`, where it could be read.')),
  digest: text('SHA-256 of the record, in hex.'),
  original: nullable(
    object(
      {
        bytes: nullable(text('As they came, in base64; null: a record without a value.')),
        headers: list(
          object({ name: text('Of the header.'), value: text('As UTF-8 text.') }),
          'Of the record or request.',
        ),
      },
      'Null: erased already (rule 38), or larger than 512 KiB with its headers.',
    ),
  ),
});

export function rejectedMessage(row: RefusedRow, original: OriginalRecord | null, ledgerId: string): CloudEvent {
  const data: JsonOf<typeof REJECTED> = {
    rejection: row.id,
    source: row.source,
    offset: row.offset,
    receivedAt: formatInstant(row.receivedAt),
    code: row.code,
    sentence: row.sentence,
    pointer: row.pointer,
    usageSource: row.usageSource,
    usageId: row.usageId,
    digest: row.digest,
    original: orNull(original, originalData),
  };
  return {
    id: `${ledgerId}-rejected-${row.id}`,
    type: REJECTED_TYPE,
    time: row.receivedAt,
    subject: row.usageSource ?? row.source,
    data,
  };
}

function originalData({ bytes, headers }: OriginalRecord): JsonOf<typeof REJECTED>['original'] {
  const shown = headers.map(([name, value]) => ({ name, value }));
  // As JSON, which makes much more of some characters.
  const headerBytes = headers.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(shown));
  if ((bytes?.byteLength ?? 0) + headerBytes > ORIGINAL_BYTES_MAX) return null;
  return { bytes: orNull(bytes, (known) => Buffer.from(known).toString('base64')), headers: shown };
}
