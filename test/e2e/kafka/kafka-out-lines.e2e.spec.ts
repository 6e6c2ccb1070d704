import { afterAll, expect, it } from '@jest/globals';
import { faultsOf } from '../../support/delivery/published-schemas.js';
import { eventually } from '../../support/eventually.js';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { LedgerTopics } from '../../support/kafka/ledger-topics.js';
import { DAY_MS } from '../../support/kafka/sample-usage.js';
import { TopicReader } from '../../support/kafka/topic-reader.js';
import { freshTopic } from '../../support/kafka/topics.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { Running } from './support/running.js';

await describeWithAnyKafka('the topic of invoice lines', (address) => {
  const folder = temporaryFolder();
  let running: Running | undefined;
  let reader: TopicReader | undefined;

  afterAll(async () => {
    await reader?.stop();
    await running?.service.stop();
    folder.remove();
  });

  it('tells every line of a period once it is sealed, those that only inform too', async () => {
    const topics = new LedgerTopics();
    const environment = { DATA_DIR: folder.path, ...topics.environment(address, await freshTopic(address, 1)) };
    const openedAt = Date.now() - 20 * DAY_MS;
    const first = (running = await Running.start({ ...environment, CLOSE_GRACE_HOURS: '8760' }));
    await first.openAccount('acc-seal', openedAt);
    await first.charge({ account: 'acc-seal', id: 'early', occurredAt: openedAt + 60_000 });
    await first.charge({ account: 'acc-seal', id: 'later' });
    reader = await TopicReader.start(address, [topics.name('events'), topics.name('invoiceLines')]);
    await eventually('both calls are told', () => reader!.of(topics.name('events')).length >= 4);
    expect(reader.of(topics.name('invoiceLines'))).toEqual([]);
    await first.service.stop();

    running = await Running.start({ ...environment, CLOSE_GRACE_HOURS: '0', DUE_WORK_SECONDS: '1' }, first.key);
    const told = () => reader!.of(topics.name('invoiceLines'));
    await eventually('the lines are told', () => told().length >= 2);
    const { lines } = (await running.ask('/v1/accounts/acc-seal/invoice-lines?period=0')) as { lines: Line[] };
    expect(told().map(({ data }) => [data['reference'], data['type'], data['creditsMicro']])).toEqual(
      lines.map(({ reference, type, creditsMicro }) => [reference, type, creditsMicro]),
    );
    expect(told().map(({ data }) => data['type'])).toEqual(['unbilled_overage', 'usage']);
    const [sealed] = reader
      .of(topics.name('events'))
      .filter(({ headers }) => headers['ce_type'] === 'ledger.period.sealed.v1');
    expect(told().map(({ headers }) => headers['ce_id'])).toEqual(
      lines.map(({ reference }) => `${reference}@${String(sealed!.data['position'])}`),
    );
    expect(reader.messages.flatMap((message) => faultsOf(message))).toEqual([]);
  }, 90_000);
});

interface Line {
  readonly reference: string;
  readonly type: string;
  readonly creditsMicro: string;
}
