import type { EventMeta } from '#libs/journal/contract.js';
import type { AvroSchema } from '#libs/journal/event-definition.js';

const FINGERPRINT: AvroSchema = { type: 'fixed', name: 'Fingerprint', size: 16, logicalType: 'hex' };

/** Stored in front of every event's data. `command` or `intake` says what caused it; exactly one is set. */
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
  ],
};

export interface StoredMeta {
  readonly recordedAt: number;
  readonly receivedAt: number;
  readonly actor: string;
  readonly command: { readonly client: string; readonly key: string; readonly input: string } | null;
  readonly intake: { readonly source: string; readonly offset: number } | null;
}

export function toStoredMeta({ recordedAt, receivedAt, actor, cause }: EventMeta): StoredMeta {
  return {
    recordedAt,
    receivedAt,
    actor,
    command: cause.type === 'command' ? { client: cause.client, key: cause.key, input: cause.input } : null,
    intake: cause.type === 'intake' ? { source: cause.source, offset: cause.offset } : null,
  };
}

export function fromStoredMeta({ recordedAt, receivedAt, actor, command, intake }: StoredMeta): EventMeta {
  const cause =
    command !== null ? ({ type: 'command', ...command } as const) : ({ type: 'intake', ...intake! } as const);
  return { recordedAt, receivedAt, actor, cause };
}
