import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from '@jest/globals';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { eventually } from '../../support/eventually.js';
import { freshTopic, publish } from '../../support/kafka/topics.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { Service } from '../http/support/service.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The main job as a carrier runs it: `KAFKA_BROKERS=… npm start`, events on Kafka, answers over HTTP. */
await describeWithAnyKafka('the service on Kafka', (address) => {
  const folder = temporaryFolder();
  let service: Service;

  afterAll(async () => {
    await service.stop();
    folder.remove();
  });

  it('turns a metering event into a debit, a balance, an alert, an invoice line and a receipt', async () => {
    const topic = await freshTopic(address, 2);
    const settings = { KAFKA_BROKERS: address, KAFKA_USAGE_TOPIC: topic, KAFKA_GROUP_ID: `group-${randomUUID()}` };
    service = Service.start({ DATA_DIR: folder.path, ...settings });
    const url = await service.listening();
    const key = /tl_\w+/.exec(service.said())?.[0] ?? '';
    const ask = async (path: string, body?: object): Promise<Answer> => {
      const answer = await fetch(url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'idempotency-key': randomUUID(),
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      return (await answer.json()) as Answer;
    };

    await ask('/v1/tariffs/standard/versions', tariff());
    await ask('/v1/accounts', account());
    await ask('/v1/accounts/acc-k/grants', { source: 'top_up', amountMicro: '100000000' });
    await publish(address, topic, [usage('call-1', 60), usage('call-1', 60), usage('call-2', 40)]);

    const outcomes = async () => (await ask('/v1/sources')).items?.map(({ counts }) => counts) ?? [];
    const sum = (all: readonly (Counts | undefined)[], of: keyof Counts) =>
      all.reduce((total, counts) => total + (counts?.[of] ?? 0), 0);
    await eventually('all three records have an outcome', async () => {
      const all = await outcomes();
      return sum(all, 'charged') + sum(all, 'duplicate') === 3;
    });
    expect(sum(await outcomes(), 'duplicate')).toBe(1);

    const receipt = await ask('/v1/receipts?source=gateway%2Fk&id=call-2');
    expect(receipt).toMatchObject({ totalMicro: '40000000' });
    await eventually('the read models show it', async () => {
      const balance = await ask('/v1/accounts/acc-k/balance');
      return balance['availableMicro'] === '0' && balance['remainingMicro'] === '0';
    });
    const alerts = await ask('/v1/accounts/acc-k/alerts');
    expect(alerts.items).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'percent' })]));
    expect(await ask('/v1/accounts/acc-k/invoice-lines')).toMatchObject({
      lines: [{ type: 'usage', kind: 'input', quantity: '100', creditsMicro: '100000000', amountMinor: '0' }],
    });
  }, 60_000);
});

interface Counts {
  readonly charged: number;
  readonly duplicate: number;
}

interface Answer {
  readonly [member: string]: unknown;
  readonly items?: readonly (Record<string, unknown> & { readonly counts?: Counts })[];
}

function tariff(): object {
  return {
    mode: 'full',
    effectiveFrom: new Date(Date.now() - DAY_MS).toISOString(),
    families: [],
    rates: [{ target: 'm', kind: 'input', tier: 'standard', creditsMicro: '1000000', per: 1 }],
    promotions: [],
  };
}

function account(): object {
  return {
    account: 'acc-k',
    kind: 'individual',
    openedAt: new Date(Date.now() - DAY_MS).toISOString(),
    currency: 'CNY',
    zone: 'Asia/Shanghai',
    billingDay: 1,
    tariffBook: 'standard',
  };
}

function usage(id: string, input: number): { key: string; value: string; headers: Record<string, string> } {
  const event = {
    specversion: '1.0',
    type: 'tokenledger.usage.v1',
    source: 'gateway/k',
    id,
    time: new Date().toISOString(),
    data: { account: 'acc-k', provider: 'example', model: 'm', quantities: { input } },
  };
  return {
    key: 'acc-k',
    value: JSON.stringify(event),
    headers: { 'content-type': 'application/cloudevents+json' },
  };
}
