import avro, { type Type } from 'avsc';
import { invariant } from '#libs/kernel/index.js';
import type { AvroSchema, EventDefinition } from '#libs/journal/event-definition.js';
import { schemaOptions } from './logical-types.js';
import { META_V1 } from './meta.schema.js';

export interface CompiledVersion {
  readonly schema: AvroSchema;
  readonly type: Type;
}

interface CompiledEvent {
  readonly definition: EventDefinition;
  /** Oldest first; the last one is written. */
  readonly versions: readonly CompiledVersion[];
}

export interface CompiledEvents {
  named(type: string): CompiledEvent;
  /** 1 is the first. */
  version(type: string, number: number): CompiledVersion;
}

export function compileEvents(definitions: readonly EventDefinition[]): CompiledEvents {
  const compiled = new Map(definitions.map((definition) => [definition.type, compile(definition)]));

  function named(type: string): CompiledEvent {
    const found = compiled.get(type);
    invariant(found !== undefined, `no schema for stored event type ${type}`);
    return found;
  }

  return {
    named,
    version(type, number) {
      const found = named(type).versions[number - 1];
      invariant(found !== undefined, `no schema version ${number} for stored event type ${type}`);
      return found;
    },
  };
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
