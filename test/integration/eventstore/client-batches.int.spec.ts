import { EventStoreDBClient, jsonEvent, NO_STREAM, type EventData } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WireServer } from '../../support/eventstore/wire-server.js';

const ID = '7f1e29b4-3d61-4b8e-9a41-0d8a4c1d2e3f';

/** The client as it comes: what it does by itself is why the adapter does otherwise. */
describe('the client left alone', () => {
  let server: WireServer;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    server = await WireServer.start();
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterEach(async () => {
    server.kill();
    await client.dispose();
  });

  const noted = (id?: string): EventData => jsonEvent({ type: 'Noted', data: {}, ...(id === undefined ? {} : { id }) });
  const append = (events: EventData | EventData[], expectedRevision: bigint | typeof NO_STREAM) =>
    client.appendToStream('account-a', events, { expectedRevision });

  it('appends in batches that all calls share, where the server offers it, else by a call', async () => {
    await append(noted(), NO_STREAM);
    expect(server.calls).toMatchObject({ features: 1, batchAppend: 1, append: 0 });
    server.faults.offersBatchAppend = false;
    const other = EventStoreDBClient.connectionString(server.url);
    await other.appendToStream('account-b', noted(), { expectedRevision: NO_STREAM });
    await other.dispose();
    expect(server.calls).toMatchObject({ features: 2, batchAppend: 1, append: 1 });
  });

  it('sends a large batch in parts, and it is one append', async () => {
    const large = Array.from({ length: 5 }, () => jsonEvent({ type: 'Noted', data: { text: 'x'.repeat(1_000_000) } }));
    expect(await append(large, NO_STREAM)).toMatchObject({ success: true, nextExpectedRevision: 4n });
  });

  it('is told success for ids that are stored, and the wrong revision for others', async () => {
    await append(noted(ID), NO_STREAM);
    expect(await append(noted(ID), NO_STREAM)).toMatchObject({ success: true, nextExpectedRevision: 0n });
    await expect(append(noted(), NO_STREAM)).rejects.toMatchObject({ actualVersion: 0n });
    await expect(append(noted(), 5n)).rejects.toMatchObject({ expectedVersion: 5n, actualVersion: 0n });
  });

  it('waits for ever for a batch that is not answered, whatever its deadline', async () => {
    await append(noted(), NO_STREAM);
    server.faults.nextAppend = 'stored_unanswered';
    const settled = client.appendToStream('account-a', noted(), { expectedRevision: 0n, deadline: 100 }).then(
      () => 'settled',
      () => 'settled',
    );
    expect(await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 500, 'waiting'))])).toBe(
      'waiting',
    );
    server.kill();
    await settled;
  });
});
