import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fired } from '../../../test/support/webhooks/alert-script.js';
import { WebhookBench } from '../../../test/support/webhooks/webhook-bench.js';
import { ANSWERS } from '../../../test/support/webhooks/webhook-receiver.js';
import { RETRY_STEPS_MS } from './retry-schedule.js';

describe('webhooks that are not taken', () => {
  let bench: WebhookBench;

  beforeEach(async () => {
    bench = await WebhookBench.start({ timeoutMs: 300 });
  });

  afterEach(() => bench.close());

  it('come again on the schedule until they are taken, always with the same id', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.says(500, 'x'.repeat(2_000));
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    const [waiting] = await bench.deliveries(id);
    expect(waiting).toMatchObject({ state: 'pending', nextAttemptAt: bench.now + RETRY_STEPS_MS[0]! });
    bench.pass(RETRY_STEPS_MS[0]! - 1);
    await bench.restart();
    bench.receiver.answer = ANSWERS.takes;
    bench.pass(1);
    await bench.attempted(2);
    expect(bench.receiver.ids()).toEqual(['acc-1/percent-80/1', 'acc-1/percent-80/1']);
    const { attemptLog, state } = await bench.webhooks.deliveries.detail(id, waiting!.delivery);
    expect(state).toBe('delivered');
    expect(attemptLog).toMatchObject([
      { outcome: 'refused', status: 500, answer: 'x'.repeat(1_024) },
      { outcome: 'delivered', status: 204, error: null },
    ]);
  });

  it('are dead after ten attempts, and replayed when an operator wants it', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.fails;
    await bench.tell(fired('acc-1', 1), fired('acc-2', 2), fired('acc-2', 3, 2));
    for (const [index, step] of RETRY_STEPS_MS.entries()) {
      await bench.attempted(2 * (index + 1));
      bench.pass(step);
    }
    // With its first message dead, the next of acc-2 has its turn.
    await bench.attempted(21);
    const [last, , first] = await bench.deliveries(id);
    expect(first).toMatchObject({ state: 'dead', reason: 'attempts_exhausted', attempts: 10 });
    expect(last).toMatchObject({ state: 'pending', attempts: 1 });
    bench.receiver.answer = ANSWERS.takes;
    expect(await bench.webhooks.outbox.replay(id, { since: 0 })).toBe(3);
    bench.webhooks.wake();
    await bench.attempted(24);
    expect(new Set((await bench.deliveries(id)).map(({ state }) => state))).toEqual(new Set(['delivered']));
    expect(await bench.webhooks.outbox.replay(id, { message: 'acc-1/percent-80/1' })).toBe(1);
    bench.webhooks.wake();
    await bench.attempted(25);
    expect(bench.receiver.ids().at(-1)).toBe('acc-1/percent-80/1');
  });

  it('follow no redirect and know a late answer from a wrong one', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.redirects;
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    bench.receiver.answer = ANSWERS.saysNothing;
    bench.pass(RETRY_STEPS_MS[0]!);
    await bench.attempted(2);
    await bench.receiver.stop();
    bench.pass(RETRY_STEPS_MS[1]!);
    await bench.attempted(3);
    expect(await bench.outcomes()).toEqual(['redirected', 'timed_out', 'unreachable']);
    expect(bench.receiver.received).toHaveLength(2);
    const { attemptLog } = await bench.webhooks.deliveries.detail(id, 1);
    expect(attemptLog[1]!.durationMs).toBeGreaterThanOrEqual(290);
  });

  it('after an outage come at once with the first that is taken', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.fails;
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    for (const [index, step] of RETRY_STEPS_MS.slice(0, 3).entries()) {
      bench.pass(step);
      await bench.attempted(index + 2);
    }
    bench.receiver.answer = ANSWERS.takes;
    bench.now += 60_000;
    await bench.webhooks.outbox.addTest(id);
    bench.webhooks.wake();
    await bench.attempted(6);
    expect(bench.receiver.received.at(-2)!.body.type).toBe('webhook.test');
    expect(bench.receiver.ids().at(-1)).toBe('acc-1/percent-80/1');
  });

  it('hold up no test: whoever mended an endpoint and asks for one sees it arrive', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.fails;
    await bench.webhooks.outbox.addTest(id);
    bench.webhooks.wake();
    await bench.attempted(1);
    bench.pass(RETRY_STEPS_MS[0]!);
    await bench.attempted(2);
    bench.receiver.answer = ANSWERS.takes;
    await bench.webhooks.outbox.addTest(id);
    bench.webhooks.wake();
    await bench.attempted(4);
    expect((await bench.deliveries(id)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('leave an endpoint alone for as long as it asks', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.asksForQuiet(60);
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    await bench.tell(fired('acc-2', 2));
    bench.pass(59_000);
    await bench.restart();
    expect(await bench.outcomes()).toHaveLength(1);
    bench.receiver.answer = ANSWERS.takes;
    bench.pass(1_000);
    await bench.attempted(3);
    expect(await bench.webhooks.endpoints.get(id)).toMatchObject({ failingSinceAt: null });
  });
});
