import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { faultsOf } from '../../support/delivery/published-schemas.js';
import { eventually } from '../../support/eventually.js';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { LedgerTopics } from '../../support/kafka/ledger-topics.js';
import { DAY_MS, sampleAccount, sampleTariff, usageMessage } from '../../support/kafka/sample-usage.js';
import { TopicReader, type ReadMessage } from '../../support/kafka/topic-reader.js';
import { freshTopic, publish, withAdmin } from '../../support/kafka/topics.js';
import { Api } from '../http/support/api.js';

const ACCOUNTS = Array.from({ length: 20 }, (_, at) => `acc-${at}`);
const USAGES_PER_ACCOUNT = 60;

/** Usage in; events, balances, alerts, invoice lines and rejections out. */
await describeWithAnyKafka('the topics of the ledger', (address) => {
  const topics = new LedgerTopics();
  let api: Api;
  let reader: TopicReader;
  let usageTopic: string;

  beforeAll(async () => {
    usageTopic = await freshTopic(address, 3);
    api = await Api.start(topics.environment(address, usageTopic));
    await api.command('POST', '/v1/tariffs/standard/versions', sampleTariff());
    reader = await TopicReader.start(address, topics.all());
  }, 60_000);

  afterAll(async () => {
    await reader.stop();
    await api.stop();
  });

  const idsOf = (messages: readonly ReadMessage[]) => messages.map(({ headers }) => headers['ce_id']);
  const dataOf = (topic: string, account: string) =>
    reader.of(topic).flatMap(({ key, data }) => (key === account ? [data] : []));

  it('are created as they must be', async () => {
    const settings = await withAdmin(address, async (admin) => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: topics.all().map((name) => ({ type: 2, name })),
      });
      return resources.map(({ configEntries }) =>
        Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue])),
      );
    });
    const fortnight = String(14 * DAY_MS);
    expect(settings).toMatchObject([
      { 'cleanup.policy': 'delete', 'retention.ms': fortnight, 'max.message.bytes': '4194304' },
      { 'cleanup.policy': 'compact' },
      { 'cleanup.policy': 'delete', 'retention.ms': fortnight },
      { 'cleanup.policy': 'delete', 'retention.ms': fortnight },
      { 'cleanup.policy': 'delete', 'retention.ms': fortnight, 'segment.ms': String(DAY_MS) },
    ]);
    const { topics: found } = await withAdmin(address, (admin) =>
      admin.fetchTopicMetadata({ topics: [...topics.all()] }),
    );
    expect(found.map(({ partitions }) => partitions.length)).toEqual([3, 3, 3, 3, 3]);
  });

  it('tell what a call did to an account: the fact, the balance, the alerts', async () => {
    await api.command('POST', '/v1/accounts', sampleAccount('acc-call', Date.now() - DAY_MS));
    await api.command('POST', '/v1/accounts/acc-call/grants', { source: 'top_up', amountMicro: '100000000' });
    await publish(address, usageTopic, [usageMessage({ account: 'acc-call', input: 100, id: 'call-1' })]);
    await eventually('the alert is told', () => dataOf(topics.name('alerts'), 'acc-call').length > 0);
    expect(dataOf(topics.name('alerts'), 'acc-call')).toMatchObject([
      { kind: 'percent', threshold: '100', baseMicro: '100000000', remainingMicro: '0', clearedAt: null },
    ]);
    await eventually(
      'the balance is told',
      () => dataOf(topics.name('balances'), 'acc-call').at(-1)?.['blocked'] === true,
    );
    expect(dataOf(topics.name('balances'), 'acc-call').at(-1)).toMatchObject({
      remainingMicro: '0',
      availableMicro: '0',
      usedThisPeriodMicro: '100000000',
      blocked: true,
    });
    const charged = () =>
      reader.of(topics.name('events')).filter(({ headers }) => headers['ce_type'] === 'ledger.usage.charged.v1');
    await eventually('the fact is told', () => charged().length > 0);
    expect(charged()).toMatchObject([{ data: { id: 'call-1', totalMicro: '100000000', remainingAfterMicro: '0' } }]);
  }, 60_000);

  it('tell what can never be charged, with its bytes', async () => {
    await publish(address, usageTopic, [{ key: 'x', value: '{"specversion":', headers: { 'x-from': 'gateway-9' } }]);
    await eventually('the rejection is told', () => reader.of(topics.name('rejected')).length === 1);
    const [rejected] = reader.of(topics.name('rejected'));
    const { bytes, headers } = rejected!.data['original'] as { bytes: string; headers: unknown };
    expect(Buffer.from(bytes, 'base64').toString('utf8')).toBe('{"specversion":');
    expect(headers).toEqual([{ name: 'x-from', value: 'gateway-9' }]);
    expect(rejected!.timestamp).toBe(Date.parse(String(rejected!.data['receivedAt'])));
  }, 60_000);

  it('J7: keep the order of each account over many batches, each fact once', async () => {
    for (const account of ACCOUNTS) {
      await api.command('POST', '/v1/accounts', sampleAccount(account, Date.now() - DAY_MS));
      await api.command('POST', `/v1/accounts/${account}/grants`, { source: 'top_up', amountMicro: '1000000000' });
    }
    for (let round = 0; round < USAGES_PER_ACCOUNT / 10; round += 1) {
      const usages = Array.from({ length: 10 * ACCOUNTS.length }, (_, at) => ACCOUNTS[at % ACCOUNTS.length]!);
      await publish(
        address,
        usageTopic,
        usages.map((account) => usageMessage({ account, input: 1 })),
      );
    }
    const events = topics.name('events');
    const charges = (account: string) => dataOf(events, account).filter(({ totalMicro }) => totalMicro === '1000000');
    await eventually('all debits are told', () => ACCOUNTS.every((one) => charges(one).length === USAGES_PER_ACCOUNT));
    for (const account of ACCOUNTS) {
      const ofAccount = reader.of(events).filter(({ key }) => key === account);
      expect(new Set(ofAccount.map(({ partition }) => partition)).size).toBe(1);
      expect(ofAccount.map(({ data }) => data['revision'])).toEqual(ofAccount.map((_, at) => at));
      const left = `${940}000000`;
      await eventually(
        'its balance is told',
        () => dataOf(topics.name('balances'), account).at(-1)?.['remainingMicro'] === left,
      );
    }
  }, 120_000);

  it('carry nothing but what their schemas say, and no id twice but that of an unchanged balance', async () => {
    const head = await api.standalone.ledger.eventStore.head();
    await eventually('everything is told', () => reader.messages.some(({ data }) => data['position'] === head));
    expect(reader.messages.flatMap((message) => faultsOf(message))).toEqual([]);
    expect(reader.messages.filter(({ key, headers }) => key !== headers['ce_subject'])).toEqual([]);
    for (const channel of ['events', 'alerts', 'invoiceLines', 'rejected'] as const) {
      const ids = idsOf(reader.of(topics.name(channel)));
      expect(new Set(ids).size).toBe(ids.length);
    }
    const records = await api.standalone.ledger.reader.all(0, 100_000);
    const facts = records.filter(({ stream }) => stream.startsWith('account-'));
    expect(reader.of(topics.name('events')).length).toBe(facts.length);
    expect(api.standalone.deliverySide.problem()).toBeUndefined();
    expect(api.standalone.deliverySide.lag()).toMatchObject({ 'kafka-events': 0, 'kafka-rejected': 0 });
  }, 60_000);
});
