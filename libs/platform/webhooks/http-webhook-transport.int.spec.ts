import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { WebhookAnswer } from '#libs/delivery/ports/webhook-transport.port.js';
import { ANSWERS, WebhookReceiver } from '../../../test/support/webhooks/webhook-receiver.js';
import { HttpWebhookTransport, type HttpWebhookOptions } from './index.js';

const SECRETS = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'];
const LOOPBACK: LookupAddress[] = [{ address: '127.0.0.1', family: 4 }];
const PUBLIC: LookupAddress[] = [{ address: '8.8.8.8', family: 4 }];

describe('a webhook over HTTP', () => {
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
  });

  afterAll(() => receiver.stop());

  beforeEach(() => {
    receiver.received.length = 0;
    receiver.answer = ANSWERS.takes;
  });

  function send(
    url: string,
    options: HttpWebhookOptions = { allowsPrivate: true },
    { signal = new AbortController().signal, timeoutMs = 300 } = {},
  ): Promise<WebhookAnswer> {
    const body = '{"type":"alert.fired","data":{"sentence":"1 €"}}';
    const message = { id: 'acc-1/percent-80/1', at: Date.now(), body, secrets: SECRETS, timeoutMs, signal };
    return new HttpWebhookTransport(options).send({ url, ...message });
  }

  it.each(SECRETS)('verifies by the reference implementation with each secret that signs: %s', async (secret) => {
    receiver.secrets = [secret];
    expect(await send(receiver.url)).toMatchObject({ type: 'answered', status: 204 });
    expect(receiver.received).toMatchObject([{ id: 'acc-1/percent-80/1', isVerified: true }]);
  });

  it('keeps 1 KiB of an answer that never ends, and does not wait for the rest', async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      const flood = setInterval(() => response.write('x'.repeat(500)), 1);
      response.on('close', () => clearInterval(flood));
    };
    const began = performance.now();
    expect(await send(receiver.url, { allowsPrivate: true }, { timeoutMs: 10_000 })).toEqual({
      type: 'answered',
      status: 200,
      retryAfter: null,
      answer: 'x'.repeat(1_024),
    });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('counts by its status an answer whose body stands still', async () => {
    receiver.answer = (response) => void response.writeHead(200).write('half');
    expect(await send(receiver.url)).toMatchObject({ type: 'answered', status: 200 });
  });

  it('follows no redirect', async () => {
    receiver.answer = ANSWERS.redirects;
    expect(await send(receiver.url)).toMatchObject({ type: 'answered', status: 301 });
    expect(receiver.received).toHaveLength(1);
  });

  it('is judged by the address it is connected to, not by an earlier answer of the name service', async () => {
    const answers = [PUBLIC, LOOPBACK];
    const asked: string[] = [];
    const rebinding: HttpWebhookOptions = {
      allowsPrivate: false,
      resolveAll: (hostname, _options, answer) => {
        asked.push(hostname);
        answer(null, answers.shift()!);
      },
    };
    const transport = new HttpWebhookTransport(rebinding);
    const url = `https://rebinding.example:${new URL(receiver.url).port}/hook`;
    expect(await transport.refusalOf(url)).toBeUndefined();
    const message = { id: 'm-1', at: Date.now(), body: '{}', secrets: SECRETS, timeoutMs: 300 };
    const answer = await transport.send({ ...message, url, signal: new AbortController().signal });
    expect(answer).toMatchObject({ type: 'failed', reason: 'address_refused' });
    expect(asked).toEqual(['rebinding.example', 'rebinding.example']);
    expect(receiver.received).toEqual([]);
  });

  it('is refused where one address of a name is not public', async () => {
    const resolveAll: HttpWebhookOptions['resolveAll'] = (_hostname, _options, answer) =>
      answer(null, [...PUBLIC, ...LOOPBACK]);
    const transport = new HttpWebhookTransport({ allowsPrivate: false, resolveAll });
    expect(await transport.refusalOf('https://both.example/hook')).toContain('not a public one');
  });

  it('is refused at an address without a name, though nobody is asked for it', async () => {
    const url = receiver.url.replace('http:', 'https:');
    expect(await send(url, { allowsPrivate: false })).toMatchObject({ type: 'failed', reason: 'address_refused' });
  });

  it('says when it took too long, could not be connected or was broken off, without the address', async () => {
    receiver.answer = ANSWERS.saysNothing;
    const late = await send(receiver.url);
    const stopping = new AbortController();
    const broken = send(receiver.url, { allowsPrivate: true }, { signal: stopping.signal });
    setTimeout(() => stopping.abort(), 20);
    const closed = await send('http://127.0.0.1:1/secret-path');
    expect([late, await broken, closed]).toEqual([
      { type: 'failed', reason: 'timed_out', error: 'No answer within 300 ms.' },
      { type: 'failed', reason: 'interrupted', error: 'The service is stopping.' },
      { type: 'failed', reason: 'unreachable', error: 'No connection, or it broke: ECONNREFUSED.' },
    ]);
  });
});
