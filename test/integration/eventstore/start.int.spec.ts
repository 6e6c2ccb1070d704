import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import { openStore } from '../../support/eventstore/open-store.js';
import { systemEvent } from '../../support/eventstore/stored-log.js';
import { PATIENCE_MS, record } from '../../support/eventstore/store-on-the-wire.js';
import { WireServer } from '../../support/eventstore/wire-server.js';

describe('opening EventStoreDB', () => {
  let server: WireServer;

  beforeEach(async () => {
    server = await WireServer.start();
  });
  afterEach(() => server.kill());

  const settings = (stream: string, data: object) => server.log.write(`$$${stream}`, [systemEvent('$metadata', data)]);

  it.each(['$maxAge', '$maxCount', '$tb'])('is refused when a stream of the ledger has %s', async (setting) => {
    for (let at = 0; at < 200; at++) settings(`account-${at}`, { $acl: {} });
    settings('account-last', { [setting]: 10 });
    await expect(openStore(server.url)).rejects.toMatchObject({
      code: 'stream_forgets',
      retriable: false,
      message: expect.stringContaining(`account-last has ${setting} set`),
    });
  });

  it('minds the newest settings only, and those of the ledger', async () => {
    settings('orders-1', { $maxCount: 10 });
    settings('account-a', { $maxAge: 10 });
    settings('account-a', {});
    await (await openStore(server.url)).close();
  });

  it('does not hide that a stream lost its first records', async () => {
    const store = await openStore(server.url);
    const records = [record('a'), record('b')];
    await store.eventStore.append([{ stream: 'account-a', expectedRevision: NO_STREAM, records }]);
    server.log.tamper('account-a', 0, { revision: -1 });
    await expect(store.eventStore.readStream('account-a', 0, 10)).rejects.toMatchObject({ code: 'stream_truncated' });
    await store.close();
  });

  it('gives one ledger one identity', async () => {
    const first = await openStore(server.url);
    await first.close();
    const second = await openStore(server.url);
    await second.close();
    expect(second.eventStore.ledgerId).toBe(first.eventStore.ledgerId);
  });

  it('is refused a second time in one process, until the first is closed', async () => {
    const store = await openStore(server.url);
    await expect(openStore(server.url)).rejects.toThrow(/second of this process/);
    await store.close();
    await (await openStore(server.url)).close();
  });

  it('gives up on a frozen server in its own time, and can be tried again', async () => {
    server.faults.frozen = true;
    const frozen = openStore(server.url, { timeoutMs: PATIENCE_MS });
    await expect(frozen).rejects.toMatchObject({ code: 'store_timeout', retriable: true });
    server.faults.frozen = false;
    await (await openStore(server.url)).close();
  });

  it('goes to the leader, for a follower may not have everything yet', async () => {
    const follower = await WireServer.start();
    follower.faults.leaderPort = server.port;
    follower.log.write('tokenledger', [systemEvent('LedgerCreated', { ledgerId: 'of the follower' })]);
    server.log.write('tokenledger', [systemEvent('LedgerCreated', { ledgerId: 'of the leader' })]);
    const store = await openStore(follower.url);
    expect(store.eventStore.ledgerId).toBe('of the leader');
    await store.close();
    follower.kill();
  });

  it.each([
    ['another protocol', 'kurrentdb://admin:hunter2@127.0.0.1:2113', /esdb:/],
    ['no credentials over TLS', 'esdb://127.0.0.1:2113', /credentials/],
    ['an option the client cannot read', 'esdb://admin:hunter2@127.0.0.1:2113?keepAliveInterval=hunter2', /understood/],
  ])('with %s is refused, and no secret is repeated', async (_what, url, sentence) => {
    const refused = await openStore(url).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ code: 'store_misconfigured', message: expect.stringMatching(sentence) });
    expect(String((refused as Error).stack)).not.toContain('hunter2');
  });

  it('keeps to its own ways whatever the connection string asks for', async () => {
    const store = await openStore(`${server.url}&throwOnAppendFailure=false&nodePreference=follower&defaultDeadline=1`);
    const append = (expectedRevision: number) =>
      store.eventStore.append([{ stream: 'account-a', expectedRevision, records: [record('a')] }]);
    await append(NO_STREAM);
    expect(await append(7)).toMatchObject({ type: 'wrong_revision', conflicts: [{ expected: 7, actual: 0 }] });
    await store.close();
  });
});
