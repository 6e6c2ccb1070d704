import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { cleared, fired } from '../../../test/support/webhooks/alert-script.js';
import { WebhookBench } from '../../../test/support/webhooks/webhook-bench.js';
import { ANSWERS, WebhookReceiver } from '../../../test/support/webhooks/webhook-receiver.js';
import { RETRY_STEPS_MS } from './retry-schedule.js';

describe('webhooks', () => {
  let bench: WebhookBench;

  beforeEach(async () => {
    bench = await WebhookBench.start({ timeoutMs: 2_000 });
  });

  afterEach(() => bench.close());

  it('bring every alert, fired and cleared, once each, signed as the reference implementation verifies', async () => {
    const id = await bench.endpoint();
    await bench.tell(fired('acc-1', 3), cleared('acc-1', 5));
    await bench.attempted(2);
    expect(
      bench.receiver.received.map(({ id: message, body, isVerified }) => [message, body.type, isVerified]),
    ).toEqual([
      ['acc-1/percent-80/1', 'alert.fired', true],
      ['acc-1/percent-80/1/cleared', 'alert.cleared', true],
    ]);
    expect(bench.receiver.received[0]!.body.data).toMatchObject({
      account: 'acc-1',
      member: null,
      threshold: '80',
      baseMicro: '1000000000',
      remainingMicro: '166000000',
      position: 3,
    });
    expect((await bench.deliveries(id)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
  });

  it('go where they are wanted: by type of event, by account', async () => {
    await bench.endpoint({ eventTypes: ['alert.cleared'], accounts: ['acc-2'] });
    await bench.tell(fired('acc-1', 1), fired('acc-2', 2), cleared('acc-1', 3), cleared('acc-2', 4));
    await bench.attempted(1);
    expect(bench.receiver.ids()).toEqual(['acc-2/percent-80/1/cleared']);
  });

  it('miss none where very many come at once', async () => {
    await bench.endpoint({ accounts: ['acc-500'] });
    await bench.tell(...Array.from({ length: 500 }, (_, index) => fired(`acc-${index + 1}`, index + 1)));
    await bench.attempted(1);
    expect(bench.receiver.ids()).toEqual(['acc-500/percent-80/1']);
  });

  it('A12: J4: told again, as after a rebuild of the read models, send nothing', async () => {
    await bench.endpoint();
    await bench.tell(fired('acc-1', 1), fired('acc-2', 2));
    await bench.attempted(2);
    await bench.tellAll();
    await bench.restart();
    await bench.tellAll();
    await bench.tell(fired('acc-3', 3));
    await bench.attempted(3);
    expect(bench.receiver.ids()).toEqual(['acc-1/percent-80/1', 'acc-2/percent-80/1', 'acc-3/percent-80/1']);
  });

  it('A3: two evaluators that tell the same at once send one message for each alert', async () => {
    const id = await bench.endpoint();
    bench.alerts.all.push(fired('acc-1', 1), fired('acc-2', 2));
    await Promise.all([bench.tellAll(), bench.tellAll()]);
    await bench.attempted(2);
    expect(await bench.deliveries(id)).toHaveLength(2);
    expect(bench.receiver.ids()).toHaveLength(2);
  });

  it('A10: send nothing of what the read models do not show', async () => {
    await bench.endpoint();
    bench.alerts.all.push(fired('acc-1', 5), fired('acc-2', 6));
    expect(await bench.webhooks.feed.tell(0, 5)).toBe(5);
    await bench.attempted(1);
    expect(bench.receiver.ids()).toEqual(['acc-1/percent-80/1']);
  });

  it('keep the order of each account: what comes later waits for what is not taken yet', async () => {
    await bench.endpoint();
    bench.receiver.answer = (response, received) =>
      (received.body.data['account'] === 'acc-1' ? ANSWERS.fails : ANSWERS.takes)(response, received);
    await bench.tell(fired('acc-1', 1), cleared('acc-1', 2), fired('acc-2', 3), fired('acc-1', 4, 2));
    await bench.attempted(2);
    expect([...bench.receiver.ids()].sort()).toEqual(['acc-1/percent-80/1', 'acc-2/percent-80/1']);
    bench.receiver.answer = ANSWERS.takes;
    bench.pass(RETRY_STEPS_MS[0]!);
    await bench.attempted(5);
    expect(bench.receiver.ids().slice(2)).toEqual([
      'acc-1/percent-80/1',
      'acc-1/percent-80/1/cleared',
      'acc-1/percent-80/2',
    ]);
  });

  it('to a slow endpoint hold up no other, and come to it four at a time', async () => {
    const slow = await WebhookReceiver.start();
    try {
      slow.answer = ANSWERS.saysNothing;
      await bench.endpoint({ url: slow.url });
      await bench.endpoint();
      await bench.tell(...Array.from({ length: 10 }, (_, index) => fired(`acc-${index}`, index + 1)));
      await eventually('the quick one has all', () => bench.receiver.received.length === 10);
      expect(slow.received).toHaveLength(4);
    } finally {
      await slow.stop();
    }
  });
});
