import type { EventCodec } from '#libs/journal/codec.js';
import type { JournalEvent } from '#libs/journal/contract.js';
import { commandKeyOf, type EventDefinition } from '#libs/journal/event-definition.js';
import { compileEvents } from './compiled-events.js';
import { bigintsToText, textToBigints } from './json-form.js';
import { fromStoredMeta, toStoredMeta } from './meta.schema.js';
import { readBody, writeBody, type StoredEvent } from './stored-body.js';

/**
 * Stored body = one byte of schema version, then Avro of {meta, data}. Avro fields carry no names or tags, so a debit
 * takes about a third of its JSON; the schema version tells how to read it for ever.
 */
export function createAvroCodec(definitions: readonly EventDefinition[]): EventCodec {
  const events = compileEvents(definitions);

  return {
    encode({ event, meta }) {
      const { versions } = events.named(event.type);
      return writeBody(versions.length, versions.at(-1)!.type, { meta: toStoredMeta(meta), data: event.data });
    },
    decode(type, body) {
      return toJournalEvent(type, readBody(events, type, body));
    },
    toJson({ event, meta }) {
      const schemaVersion = events.named(event.type).versions.length;
      return { schemaVersion, ...(bigintsToText({ meta: toStoredMeta(meta), data: event.data }) as object) };
    },
    fromJson(type, json) {
      const { schemaVersion } = json as { schemaVersion: number };
      const stored = textToBigints(events.version(type, schemaVersion).schema, json) as StoredEvent;
      return toJournalEvent(type, stored);
    },
    keysOf({ event, meta }, known) {
      const own = known ?? events.named(event.type).definition.keys(event);
      const command = commandKeyOf(meta);
      return command.length === 0 ? own : [...command, ...own];
    },
  };
}

function toJournalEvent(type: string, { meta, data }: StoredEvent): JournalEvent {
  return { event: { type, data }, meta: fromStoredMeta(meta) };
}
