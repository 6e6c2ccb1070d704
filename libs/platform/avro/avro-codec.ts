import avro, { type Type } from 'avsc';
import { invariant } from '#libs/kernel/index.js';
import type { EventCodec } from '#libs/journal/codec.js';
import type { JournalEvent } from '#libs/journal/contract.js';
import { commandKeyOf, type AvroSchema, type EventDefinition } from '#libs/journal/event-definition.js';
import { bigintsToText, textToBigints } from './json-form.js';
import { schemaOptions } from './logical-types.js';
import { fromStoredMeta, META_V1, toStoredMeta, type StoredMeta } from './meta.schema.js';

interface StoredEvent {
  readonly meta: StoredMeta;
  readonly data: unknown;
}

interface CompiledVersion {
  readonly schema: AvroSchema;
  readonly type: Type;
}

interface CompiledEvent {
  readonly definition: EventDefinition;
  /** Oldest first; the last one is written. */
  readonly versions: readonly CompiledVersion[];
}

/**
 * Stored body = one byte of schema version, then Avro of {meta, data}. Avro fields carry no names or tags, so a debit
 * takes about a third of its JSON; the schema version tells how to read it for ever.
 */
export function createAvroCodec(definitions: readonly EventDefinition[]): EventCodec {
  const compiled = new Map(definitions.map((definition) => [definition.type, compile(definition)]));

  function named(type: string): CompiledEvent {
    const found = compiled.get(type);
    invariant(found !== undefined, `no schema for stored event type ${type}`);
    return found;
  }

  function version(type: string, number: number): CompiledVersion {
    const found = named(type).versions[number - 1];
    invariant(found !== undefined, `no schema version ${number} for stored event type ${type}`);
    return found;
  }

  return {
    encode({ event, meta }) {
      const { versions } = named(event.type);
      return writeBody(versions.length, versions.at(-1)!.type, { meta: toStoredMeta(meta), data: event.data });
    },
    decode(type, body) {
      const stored: unknown = version(type, body[0] ?? 0).type.fromBuffer(asBuffer(body).subarray(1));
      return toJournalEvent(type, stored as StoredEvent);
    },
    toJson({ event, meta }) {
      const schemaVersion = named(event.type).versions.length;
      return { schemaVersion, ...(bigintsToText({ meta: toStoredMeta(meta), data: event.data }) as object) };
    },
    fromJson(type, json) {
      const { schemaVersion } = json as { schemaVersion: number };
      const stored = textToBigints(version(type, schemaVersion).schema, json) as StoredEvent;
      return toJournalEvent(type, stored);
    },
    keysOf({ event, meta }, known) {
      const own = known ?? named(event.type).definition.keys(event);
      const command = commandKeyOf(meta);
      return command.length === 0 ? own : [...command, ...own];
    },
  };
}

/** Bodies are put together here and copied out once; a larger one gets a place of its own. */
const workbench = Buffer.alloc(64 * 1024);

function writeBody(version: number, type: Type, stored: StoredEvent): Uint8Array {
  workbench[0] = version;
  const end = type.encode(stored, workbench, 1);
  if (end > 0) return Buffer.copyBytesFrom(workbench, 0, end);
  return Buffer.concat([Buffer.from([version]), type.toBuffer(stored)]);
}

function compile(definition: EventDefinition): CompiledEvent {
  const versions = definition.schemas.map((data) => {
    const schema: AvroSchema = {
      type: 'record',
      name: `${definition.type}Record`,
      fields: [
        { name: 'meta', type: META_V1 },
        { name: 'data', type: data },
      ],
    };
    return { schema, type: avro.Type.forSchema(schema as avro.Schema, schemaOptions()) };
  });
  return { definition, versions };
}

function toJournalEvent(type: string, { meta, data }: StoredEvent): JournalEvent {
  return { event: { type, data }, meta: fromStoredMeta(meta) };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
