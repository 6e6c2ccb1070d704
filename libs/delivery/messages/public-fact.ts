import type { DomainEvent } from '#libs/journal/contract.js';
import type { JsonOf, JsonSchema, Shape } from './shape.js';

/** What the outside is told of one type of event: never its stored body. */
export interface PublicFact<Data> {
  /** Between `ledger.` and the version in the type of the message. */
  readonly name: string;
  readonly version: number;
  readonly meaning: string;
  readonly schema: JsonSchema;
  readonly of: (data: Data) => object;
}

/** A new event does not compile until it is decided what of it is public. */
export type FactsOf<Event extends DomainEvent> = {
  readonly [Type in Event['type']]: PublicFact<Extract<Event, { type: Type }>['data']>;
};

/** @param shape a released one only gains members; anything else is a new version beside it */
export function fact<Data, S extends Shape<object>>(
  name: string,
  meaning: string,
  shape: S,
  of: (data: Data) => JsonOf<S> & object,
): PublicFact<Data> {
  return { name, version: 1, meaning, schema: shape.schema, of };
}
