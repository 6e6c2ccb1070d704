import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api, type Answer } from './support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

const RESERVATIONS = '/v1/accounts/acc-1/reservations';

describe('reservations over HTTP', () => {
  let api: Api;
  let gateway: string;
  let model: string;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    model = (usageEvent('x')['data'] as { model: string }).model;
  });

  afterAll(() => api.stop());

  function reserve(reservation: string, more: object = {}): Promise<Answer> {
    const body = { reservation, model, maximum: { input: 100, output: 0 }, ...more };
    return api.command('POST', RESERVATIONS, body, { key: gateway });
  }

  function settle(reservation: string, event: unknown): Promise<Answer> {
    const headers = { 'content-type': 'application/cloudevents+json' };
    return api.post(`${RESERVATIONS}/${reservation}/settle`, { key: gateway, body: event, headers });
  }

  it('are made, settled, and settled again with the same answer', async () => {
    const made = await reserve('h-1');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ account: 'acc-1', reservation: 'h-1', replayed: false, headroomMicro: '0' });
    const held = made.body['heldMicro'] as string;
    expect(made.body['balance']).toMatchObject({ reservedMicro: held });
    const event = usageEvent('s-1', { reservationId: 'h-1' });
    const first = await settle('h-1', event);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ outcome: 'charged', key: { source: SOURCE, id: 's-1' } });
    const again = await settle('h-1', event);
    expect(again.body).toMatchObject({
      outcome: 'duplicate',
      receipt: { creditsMicro: expect.any(String) as unknown },
    });
    const streamed = await api.post('/v1/usage', {
      key: gateway,
      body: event,
      headers: { 'content-type': 'application/cloudevents+json' },
    });
    expect(streamed.body).toMatchObject({ outcome: 'duplicate' });
  });

  it('are released once, and who comes second is told how they ended', async () => {
    const { body } = await reserve('h-2');
    const released = await api.command('POST', `${RESERVATIONS}/h-2/release`, undefined, { key: gateway });
    expect(released.status).toBe(200);
    expect(released.body).toMatchObject({ reservation: 'h-2', returnedMicro: body['heldMicro'], expiredMicro: '0' });
    const second = await api.command('POST', `${RESERVATIONS}/h-2/release`, undefined, { key: gateway });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'reservation_already_released' });
  });

  it.each([
    ['more than there is', { maximum: { input: 1_000_000_000_000 } }, 'credits_insufficient'],
    ['a model without a price', { model: 'unheard-of' }, 'rate_unknown'],
    ['an unknown member', { member: 'nobody' }, 'member_unknown'],
    ['a kind that does not exist', { maximum: { words: 1 } }, 'input_invalid'],
    ['a negative maximum', { maximum: { input: -1 } }, 'input_invalid'],
    ['a maximum that is no number', { maximum: { input: '100' } }, 'input_invalid'],
    ['a list for a maximum', { maximum: [] }, 'input_invalid'],
    ['no maximum', { maximum: undefined }, 'input_invalid'],
    ['more than a day', { ttlSeconds: 86_401 }, 'input_invalid'],
    ['no time at all', { ttlSeconds: 0 }, 'input_invalid'],
    ['an id with a space', { reservation: 'a b' }, 'input_invalid'],
  ])('are refused for %s', async (_, more, code) => {
    const answer = await reserve('h-bad', more);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body).toMatchObject({ code });
  });

  it('are not settled by an event that names another reservation, or none', async () => {
    await reserve('h-3');
    const other = await settle('h-3', usageEvent('s-3', { reservationId: 'h-other' }));
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: 'settlement_misaddressed', pointer: '/data/reservationId' });
    const none = await settle('h-3', usageEvent('s-3'));
    expect(none.body).toMatchObject({ code: 'settlement_misaddressed', pointer: '/data/reservationId' });
    const elsewhere = await settle('h-3', usageEvent('s-3', { reservationId: 'h-3', account: 'acc-2' }));
    expect(elsewhere.body).toMatchObject({ code: 'settlement_misaddressed', pointer: '/data/account' });
    expect((await settle('h-3', usageEvent('s-3', { reservationId: 'h-3' }))).status).toBe(200);
  });

  it('are settled by one event at a time, which must be one', async () => {
    const batch = await api.post(`${RESERVATIONS}/h-4/settle`, {
      key: gateway,
      body: [usageEvent('s-4', { reservationId: 'h-4' })],
      headers: { 'content-type': 'application/cloudevents-batch+json' },
    });
    expect(batch.status).toBe(415);
    const malformed = await settle('h-4', '{');
    expect(malformed.status).toBe(422);
    expect(malformed.body).toMatchObject({ code: 'malformed_json' });
  });

  it('are held, not charged, where the same call is told under another key (rule 24)', async () => {
    await reserve('h-5');
    const call = { reservationId: 'h-5', requestId: 'r-5' };
    expect((await settle('h-5', usageEvent('s-5', call))).status).toBe(200);
    const twice = await settle('h-5', usageEvent('s-5b', call));
    expect(twice.status).toBe(202);
    expect(twice.body).toMatchObject({ outcome: 'held', reason: 'reservation_already_settled' });
  });

  it('are for gateways only, and for their sources only (rule 8)', async () => {
    const operator = await api.keyFor(['operator']);
    const refused = await api.command(
      'POST',
      RESERVATIONS,
      { reservation: 'h', model, maximum: {} },
      { key: operator },
    );
    expect(refused.status).toBe(403);
    await reserve('h-6');
    const foreign = await settle('h-6', { ...usageEvent('s-6', { reservationId: 'h-6' }), source: '/elsewhere' });
    expect(foreign.body).toMatchObject({ code: 'source_not_allowed' });
  });

  it('are described with an example each', () => {
    const { paths, components } = openApiDocument(api.standalone.app);
    const operations = Object.entries(paths).filter(([path]) => path.includes('reservations'));
    expect(operations.map(([path]) => path)).toEqual([
      '/v1/accounts/{account}/reservations',
      '/v1/accounts/{account}/reservations/{reservation}/release',
      '/v1/accounts/{account}/reservations/{reservation}/settle',
      '/v1/accounts/{account}/reservations/{reservation}/receipts',
    ]);
    const { maximum } = (components?.schemas?.['ReserveDto'] as { properties: Record<string, object> }).properties;
    expect(maximum).toMatchObject({ example: { input: 1_200, output: 4_096 } });
  });
});
