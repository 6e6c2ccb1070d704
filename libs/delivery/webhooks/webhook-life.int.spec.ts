import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../../test/support/eventually.js';
import { cleared, fired } from '../../../test/support/webhooks/alert-script.js';
import { WebhookBench } from '../../../test/support/webhooks/webhook-bench.js';
import { ANSWERS } from '../../../test/support/webhooks/webhook-receiver.js';
import { ENDPOINTS_MAX } from './webhook-endpoints.js';
import { TooManyWebhooks } from './webhook-errors.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('webhooks over time', () => {
  let bench: WebhookBench;

  beforeEach(async () => {
    bench = await WebhookBench.start({ timeoutMs: 300 });
  });

  afterEach(() => bench.close());

  it('stop for good at 410: the endpoint is disabled, what it misses is dead and can be replayed', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.isGone;
    await bench.tell(fired('acc-1', 1), cleared('acc-1', 2));
    await bench.attempted(1);
    expect(await bench.webhooks.endpoints.get(id)).toMatchObject({ state: 'disabled', disabledReason: 'gone' });
    await bench.tell(fired('acc-2', 3));
    expect((await bench.deliveries(id)).map(({ state, reason }) => [state, reason])).toEqual([
      ['dead', 'endpoint_disabled'],
      ['dead', 'endpoint_disabled'],
      ['dead', 'gone'],
    ]);
    await eventually('health says so', () => bench.webhooks.problem()?.includes(`${id} (gone)`) === true);
    await bench.webhooks.endpoints.enable(id);
    bench.receiver.answer = ANSWERS.takes;
    expect(await bench.webhooks.outbox.replay(id, { since: 0 })).toBe(3);
    bench.webhooks.wake();
    await bench.attempted(4);
    await eventually('health is well', () => bench.webhooks.problem() === undefined);
  });

  it('disable an endpoint that has taken nothing for five days', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.fails;
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    bench.pass(5 * DAY_MS - 1);
    await bench.attempted(2);
    expect(await bench.webhooks.endpoints.get(id)).toMatchObject({ state: 'enabled' });
    bench.pass(DAY_MS);
    await bench.attempted(3);
    expect(await bench.webhooks.endpoints.get(id)).toMatchObject({ state: 'disabled', disabledReason: 'failing' });
  });

  it('are signed with the old secret too, for a day after it was rotated', async () => {
    const id = await bench.endpoint();
    const [old] = bench.receiver.secrets;
    const { secret } = await bench.webhooks.endpoints.rotateSecret(id);
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    expect(bench.receiver.received[0]!.isVerified).toBe(true);
    expect(bench.receiver.received[0]!.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    bench.receiver.secrets = [secret];
    await bench.tell(fired('acc-2', 2));
    await bench.attempted(2);
    expect(bench.receiver.received[1]!.isVerified).toBe(true);
    bench.pass(DAY_MS);
    await bench.tell(fired('acc-3', 3));
    await bench.attempted(3);
    expect(bench.receiver.received[2]!.headers['webhook-signature']).toMatch(/^v1,\S+$/);
    expect(old).not.toBe(secret);
  });

  it('are signed with both secrets of two who rotated at the same time: neither was told one that never signs', async () => {
    const id = await bench.endpoint();
    const { endpoints } = bench.webhooks;
    const issued = await Promise.all([endpoints.rotateSecret(id), endpoints.rotateSecret(id)]);
    for (const [at, { secret }] of issued.entries()) {
      bench.receiver.secrets = [secret];
      await bench.tell(fired(`acc-${at}`, at + 1));
      await bench.attempted(at + 1);
      expect(bench.receiver.received[at]!.isVerified).toBe(true);
    }
  });

  it('begin anew at a new address: what the old one did or asked for is no concern of it', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.asksForQuiet(86_400);
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    const { url, ...wish } = await bench.webhooks.endpoints.get(id);
    expect(await bench.webhooks.endpoints.change(id, { ...wish, url })).toMatchObject({ failingSinceAt: bench.now });
    await bench.webhooks.endpoints.change(id, { ...wish, url: `${url}?new` });
    expect(await bench.webhooks.endpoints.get(id)).toMatchObject({ failingSinceAt: null });
    bench.receiver.answer = ANSWERS.takes;
    bench.pass(60_000);
    await bench.attempted(2);
    expect((await bench.deliveries(id))[0]).toMatchObject({ state: 'delivered' });
  });

  it('broken off by a stop are sent again at the next start, with the same id', async () => {
    const id = await bench.endpoint();
    bench.receiver.answer = ANSWERS.saysNothing;
    await bench.tell(fired('acc-1', 1));
    await eventually('it is being sent', () => bench.receiver.received.length === 1);
    const began = Date.now();
    await bench.stop(20);
    expect(Date.now() - began).toBeLessThan(250);
    bench.receiver.answer = ANSWERS.takes;
    await bench.open();
    await bench.attempted(1);
    expect(bench.receiver.ids()).toEqual(['acc-1/percent-80/1', 'acc-1/percent-80/1']);
    expect((await bench.deliveries(id))[0]).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('are forgotten 30 days after their end, those still to be sent never', async () => {
    const id = await bench.endpoint();
    await bench.tell(fired('acc-1', 1));
    await bench.attempted(1);
    bench.receiver.answer = ANSWERS.fails;
    await bench.tell(fired('acc-2', 2));
    await bench.attempted(2);
    expect(await bench.webhooks.outbox.prune(bench.now + 1)).toBe(1);
    expect((await bench.deliveries(id)).map(({ account }) => account)).toEqual(['acc-2']);
    expect(await bench.db.selectFrom('webhook_messages').select('id').execute()).toEqual([
      { id: 'acc-2/percent-80/1' },
    ]);
    expect(await bench.webhooks.outbox.backlog()).toMatchObject({ pending: 1 });
  });

  it('hold their secrets in a file that only its owner can read', () => {
    expect(statSync(bench.path).mode & 0o077).toBe(0);
  });

  it('have a hundred endpoints at most', async () => {
    for (let count = 0; count < ENDPOINTS_MAX; count += 1) await bench.endpoint();
    await expect(bench.endpoint()).rejects.toThrow(TooManyWebhooks);
  });
});
