import { catalogueEventDefinitions } from '#libs/catalog/adapters/avro/catalogue-events.js';
import type { EventCodec } from '#libs/journal/codec.js';
import { accountEventDefinitions } from '#libs/ledger/adapters/avro/account-events.js';
import { createAvroCodec } from '#libs/platform/avro/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';

/** Every event the ledger stores. */
export function createLedgerCodec(): EventCodec {
  return createAvroCodec([...accountEventDefinitions(sha256), ...catalogueEventDefinitions]);
}
