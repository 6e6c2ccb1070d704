import { invariant } from '#libs/kernel/index.js';
import type { Cause, EventMeta } from '#libs/journal/contract.js';
import type { AvroSchema } from '#libs/journal/event-definition.js';

const FINGERPRINT: AvroSchema = { type: 'fixed', name: 'Fingerprint', size: 16, logicalType: 'hex' };

/** Stored in front of every event's data. What caused it: exactly one of the causes is set. */
export const META_V1: AvroSchema = {
  type: 'record',
  name: 'Meta',
  fields: [
    { name: 'recordedAt', type: 'long' },
    { name: 'receivedAt', type: 'long' },
    { name: 'actor', type: 'string' },
    {
      name: 'command',
      type: [
        'null',
        {
          type: 'record',
          name: 'CommandCause',
          fields: [
            { name: 'client', type: 'string' },
            { name: 'key', type: FINGERPRINT },
            { name: 'input', type: 'Fingerprint' },
          ],
        },
      ],
    },
    {
      name: 'intake',
      type: [
        'null',
        {
          type: 'record',
          name: 'IntakeCause',
          fields: [
            { name: 'source', type: 'string' },
            { name: 'offset', type: 'long' },
          ],
        },
      ],
    },
    {
      name: 'consequence',
      type: [
        'null',
        {
          type: 'record',
          name: 'ConsequenceCause',
          fields: [
            { name: 'client', type: 'string' },
            { name: 'key', type: 'Fingerprint' },
          ],
        },
      ],
    },
    {
      name: 'due',
      type: ['null', { type: 'record', name: 'DueCause', fields: [{ name: 'upTo', type: 'long' }] }],
    },
  ],
};

export interface StoredMeta {
  readonly recordedAt: number;
  readonly receivedAt: number;
  readonly actor: string;
  readonly command: { readonly client: string; readonly key: string; readonly input: string } | null;
  readonly intake: { readonly source: string; readonly offset: number } | null;
  readonly consequence: { readonly client: string; readonly key: string } | null;
  readonly due: { readonly upTo: number } | null;
}

/** One shape for all causes: a debit's is made and read millions of times. */
export function toStoredMeta({ recordedAt, receivedAt, actor, cause }: EventMeta): StoredMeta {
  return {
    recordedAt,
    receivedAt,
    actor,
    command: cause.type === 'command' ? { client: cause.client, key: cause.key, input: cause.input } : null,
    intake: cause.type === 'intake' ? { source: cause.source, offset: cause.offset } : null,
    consequence: cause.type === 'consequence' ? { client: cause.client, key: cause.key } : null,
    due: cause.type === 'due' ? { upTo: cause.upTo } : null,
  };
}

export function fromStoredMeta(stored: StoredMeta): EventMeta {
  const { recordedAt, receivedAt, actor } = stored;
  return { recordedAt, receivedAt, actor, cause: causeOf(stored) };
}

function causeOf({ command, intake, consequence, due }: StoredMeta): Cause {
  if (intake !== null) return { type: 'intake', source: intake.source, offset: intake.offset };
  if (command !== null) return { type: 'command', ...command };
  if (consequence !== null) return { type: 'consequence', ...consequence };
  invariant(due !== null, 'a stored record has a cause');
  return { type: 'due', upTo: due.upTo };
}
