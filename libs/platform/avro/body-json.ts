import type { BodyJson } from '#libs/journal/codec.js';
import type { EventDefinition } from '#libs/journal/event-definition.js';
import { compileEvents } from './compiled-events.js';
import { bigintsToText, textToBigints } from './json-form.js';
import { readBody, writeBody, type StoredEvent } from './stored-body.js';

/** Bodies keep their schema version on the way, so an old one does not come back as a new one. */
export function createBodyJson(definitions: readonly EventDefinition[]): BodyJson {
  const events = compileEvents(definitions);
  return {
    toJson: (type, body) => ({
      schemaVersion: body[0],
      ...(bigintsToText(readBody(events, type, body)) as object),
    }),
    toBody(type, json) {
      const { schemaVersion } = json as { readonly schemaVersion: number };
      const version = events.version(type, schemaVersion);
      return writeBody(schemaVersion, version.type, textToBigints(version.schema, json) as StoredEvent);
    },
  };
}
