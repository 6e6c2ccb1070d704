import { afterEach, expect, it } from '@jest/globals';
import { faultsOf } from '../../support/delivery/published-schemas.js';
import { eventually } from '../../support/eventually.js';
import { describeWithOwnBroker } from '../../support/kafka/describe-with-kafka.js';
import { LedgerTopics } from '../../support/kafka/ledger-topics.js';
import { TopicReader } from '../../support/kafka/topic-reader.js';
import { freshTopic, withAdmin } from '../../support/kafka/topics.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { Running } from './support/running.js';

const TOPIC_RESOURCE = 2;

await describeWithOwnBroker('the topics of the ledger, when things go wrong', (broker) => {
  let folder = temporaryFolder();
  let running: Running | undefined;
  let reader: TopicReader | undefined;

  afterEach(async () => {
    await reader?.stop();
    await running?.service.kill();
    running = reader = undefined;
    folder.remove();
    folder = temporaryFolder();
  });

  async function start(topics: LedgerTopics, usageTopic: string, key?: string): Promise<Running> {
    const environment = { DATA_DIR: folder.path, ...topics.environment(broker.address, usageTopic) };
    return (running = await Running.start(environment, key));
  }

  function chargedIds(events: string, account: string): readonly unknown[] {
    return (reader?.of(events) ?? [])
      .filter(({ key, headers }) => key === account && headers['ce_type'] === 'ledger.usage.charged.v1')
      .map(({ data }) => data['id']);
  }

  it('J9: an event committed just before a crash, with no broker in reach, is still published', async () => {
    const topics = new LedgerTopics();
    const usageTopic = await freshTopic(broker.address, 1);
    const first = await start(topics, usageTopic);
    await first.openAccount('acc-crash');
    await first.topUp('acc-crash');
    await first.charge({ account: 'acc-crash', id: 'call-1' });
    reader = await TopicReader.start(broker.address, [topics.name('events')]);
    await eventually('the first call is told', () => chargedIds(topics.name('events'), 'acc-crash').length === 1);
    await reader.stop();
    await broker.kill();
    await first.charge({ account: 'acc-crash', id: 'call-2' });
    await first.service.kill();
    await broker.resume();

    await start(topics, usageTopic, first.key);
    reader = await TopicReader.start(broker.address, [topics.name('events')]);
    await eventually('the call before the crash is told', () =>
      chargedIds(topics.name('events'), 'acc-crash').includes('call-2'),
    );
    const told = reader.of(topics.name('events')).filter(({ key }) => key === 'acc-crash');
    const once = new Map(told.map(({ headers, value }) => [headers['ce_id'], value]));
    expect(told.every(({ headers, value }) => once.get(headers['ce_id']) === value)).toBe(true);
    expect([...once.values()].map((value) => (JSON.parse(value) as { revision: number }).revision)).toEqual(
      [...once.keys()].map((_, revision) => revision),
    );
    expect(told.flatMap((message) => faultsOf(message))).toEqual([]);
  }, 120_000);

  it('a broker that is away for a while holds up the messages and nothing else; they follow in order', async () => {
    const topics = new LedgerTopics();
    const service = await start(topics, await freshTopic(broker.address, 1));
    await service.openAccount('acc-away');
    await service.topUp('acc-away');
    reader = await TopicReader.start(broker.address, [topics.name('events')]);
    await eventually('the account is told', () => reader!.of(topics.name('events')).length > 0);
    await reader.stop();
    await broker.kill();
    const calls = Array.from({ length: 30 }, (_, at) => `call-${at}`);
    for (const id of calls) {
      expect(await service.charge({ account: 'acc-away', id })).toMatchObject({ outcome: 'charged' });
    }
    await eventually('the balance shows all calls', async () => {
      const { remainingMicro } = await service.ask('/v1/accounts/acc-away/balance');
      return remainingMicro === '70000000';
    });
    await eventually('health says what is wrong', async () => (await service.delivery())?.up === false, 60_000);
    await broker.resume();

    reader = await TopicReader.start(broker.address, [topics.name('events')]);
    const told = () => [...new Set(chargedIds(topics.name('events'), 'acc-away'))];
    await eventually('all calls are told', () => told().length === calls.length, 90_000);
    expect(told()).toEqual(calls);
    await eventually('health says that all is well', async () => (await service.delivery())?.up === true, 60_000);
  }, 240_000);

  it('a topic that is not as it must be is named with the command that mends it, and holds back no other', async () => {
    const topics = new LedgerTopics();
    const balances = topics.name('balances');
    const create = { topics: [{ topic: balances, numPartitions: 3, replicationFactor: 1 }], waitForLeaders: true };
    await withAdmin(broker.address, (admin) => admin.createTopics(create));
    const service = await start(topics, await freshTopic(broker.address, 1));
    await service.openAccount('acc-topic');
    await service.topUp('acc-topic');
    await eventually(
      'health names the topic',
      async () => (await service.delivery())?.detail?.includes(balances) === true,
    );
    expect((await service.delivery())?.detail).toContain(
      `--alter --entity-type topics --entity-name ${balances} --add-config cleanup.policy=compact`,
    );
    reader = await TopicReader.start(broker.address, [topics.name('events'), balances]);
    await eventually('the events are told', () => reader!.of(topics.name('events')).length > 0);
    expect(reader.of(balances)).toEqual([]);

    const entry = {
      type: TOPIC_RESOURCE,
      name: balances,
      configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
    };
    await withAdmin(broker.address, (admin) => admin.alterConfigs({ validateOnly: false, resources: [entry] }));
    await eventually(
      'the balances are told',
      () => reader!.of(balances).some(({ key }) => key === 'acc-topic'),
      60_000,
    );
  }, 180_000);
});
