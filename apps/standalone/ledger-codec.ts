import { catalogueEventDefinitions } from '#libs/catalog/adapters/avro/catalogue-events.js';
import type { EventCodec } from '#libs/journal/codec.js';
import type { EventDefinition } from '#libs/journal/event-definition.js';
import { accountEventDefinitions } from '#libs/ledger/adapters/avro/account-events.js';
import { createAvroCodec } from '#libs/platform/avro/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';

/** Every event the ledger stores. */
export const LEDGER_EVENTS: readonly EventDefinition[] = [
  ...accountEventDefinitions(sha256),
  ...catalogueEventDefinitions,
];

export function createLedgerCodec(): EventCodec {
  return createAvroCodec(LEDGER_EVENTS);
}
