import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { catalogueEventDefinitions } from '#libs/catalog/adapters/avro/catalogue-events.js';
import { NO_STREAM } from '#libs/journal/contract.js';
import { accountEventDefinitions } from '#libs/ledger/adapters/avro/account-events.js';
import { createAvroCodec, createBodyJson } from '#libs/platform/avro/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { goldenSamples } from '../../support/journal/golden-samples.js';
import { record, storeOnTheWire, type StoreOnTheWire } from '../../support/eventstore/store-on-the-wire.js';

const definitions = [...accountEventDefinitions(sha256), ...catalogueEventDefinitions];
const codec = createAvroCodec(definitions);

describe('a record in EventStoreDB', () => {
  let store: StoreOnTheWire;

  afterEach(() => store.close());

  it('is JSON that people can read, with exact amounts, and gives the stored body back byte for byte', async () => {
    store = await storeOnTheWire({ bodies: createBodyJson(definitions) });
    const records = goldenSamples().map((sample) => {
      return { type: sample.event.type, body: codec.encode(sample), keys: codec.keysOf(sample) };
    });
    await store.eventStore.append([{ stream: 'account-a', expectedRevision: NO_STREAM, records }]);
    const stored = store.server.log.stream('account-a');
    expect(stored.map(({ contentType }) => contentType)).toEqual(records.map(() => 'application/json'));
    expect(JSON.parse(Buffer.from(stored[0]!.data).toString())).toEqual(codec.toJson(goldenSamples()[0]!));
    const read = await store.eventStore.readStream('account-a', 0, 1_000);
    expect(read.map(({ type, body }) => [type, Buffer.from(body)])).toEqual(
      records.map(({ type, body }) => [type, Buffer.from(body)]),
    );
  });

  describe('that another hand changed', () => {
    beforeEach(async () => {
      store = await storeOnTheWire();
      const records = [record('a'), record('b')];
      await store.eventStore.append([{ stream: 'account-a', expectedRevision: NO_STREAM, records }]);
    });

    it.each([
      ['is no JSON', '{"bytes":', /is not JSON/],
      ['is a JSON string', '"62"', /is not JSON/],
      ['has other content', '{"bytes":"63"}', /not what its id was made from/],
      ['lacks its content', '{}', /no Noted that can be read/],
    ])('is refused when it %s', async (_what, data, sentence) => {
      store.server.log.tamper('account-a', 1, { data: Buffer.from(data) });
      const fault = {
        code: 'record_unreadable',
        retriable: false,
        message: expect.stringMatching(sentence),
      };
      await expect(store.eventStore.readStream('account-a', 0, 10)).rejects.toMatchObject(fault);
      await expect(store.eventStore.readAll(0, 10)).rejects.toMatchObject(fault);
    });
  });
});
