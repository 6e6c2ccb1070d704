import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { publish, rate } from '../../support/catalog/samples.js';
import { micro } from '../../support/journal/event-builders.js';
import { NOW, Workbench } from './workbench.js';

const MINUTE = 60_000;

describe('an account that is given another tariff book (rule 30)', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.openAccount('a');
    for (const [book, price] of [
      ['standard', 1],
      ['dear', 5],
    ] as const) {
      const origin = { client: 'operator', idempotencyKey: book, receivedAt: NOW };
      const rates = [rate('m', { creditsMicro: micro(price) })];
      await bench.ledger.tariffs.publish(publish({ book, effectiveFrom: 0, rates }), origin);
    }
    await bench.command({ type: 'AssignTariffBook', account: 'a', tariffBook: 'dear', effectiveFrom: NOW + MINUTE });
    bench.now = NOW + 2 * MINUTE;
  });

  afterEach(() => bench.remove());

  it('pays for each usage by the book that was its own when it happened, also in one batch', async () => {
    const told = [NOW + MINUTE - 1, NOW + MINUTE].map((occurredAt, at) => ({ id: `${at}`, occurredAt, input: 10 }));
    await bench.feed(0, ...told);
    const prices = (await bench.events('a')).flatMap((event) =>
      event.type === 'UsageCharged' ? [[event.data.totalMicro, event.data.tariffs[0]?.book]] : [],
    );
    expect(prices).toEqual([
      [10n, 'standard'],
      [50n, 'dear'],
    ]);
  });

  it('reserves by the book of now', async () => {
    await bench.grant('a', 1_000);
    const maximum = [{ kind: 'input', quantity: 10 }] as const;
    const answer = await bench.ledger.reservations.reserve(
      { type: 'Reserve', account: 'a', reservation: 'h', model: 'm', tier: 'standard', maximum },
      { client: 'gw', idempotencyKey: 'r', receivedAt: bench.now },
    );
    expect(answer).toMatchObject({ type: 'accepted', event: { data: { amountMicro: 50n } } });
  });
});
