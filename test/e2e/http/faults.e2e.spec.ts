import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JournalFault } from '#libs/journal/faults.js';
import { Api } from './support/api.js';

describe('a fault of ours', () => {
  let api: Api;

  beforeAll(async () => {
    api = await Api.start();
  });

  afterAll(() => api.stop());

  /** Lets the next look at the totals fail. */
  function breakTotals(fault: Error): void {
    const { intakeRecords } = api.standalone.ledger;
    const { totals } = intakeRecords;
    intakeRecords.totals = () => {
      intakeRecords.totals = totals;
      return Promise.reject(fault);
    };
  }

  it('is answered without its reason, which the log has under the same name', async () => {
    breakTotals(new Error('disk on fire'));
    const { status, body, text } = await api.get('/v1/sources');
    expect([status, body['code']]).toEqual([500, 'internal']);
    expect(text).not.toMatch(/fire|\bat /);
    const logged = api.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
    const [fault] = logged.filter(({ instance }) => instance === body['instance']);
    expect(fault).toMatchObject({ level: 50, err: { message: 'disk on fire', stack: expect.any(String) as unknown } });
  });

  it('may be tried again where the fault says so', async () => {
    breakTotals(new JournalFault('busy', 'the store is busy', true));
    const answer = await api.get('/v1/sources');
    expect(answer.body).toMatchObject({ status: 503, code: 'unavailable', retriable: true });
    expect(answer.headers['retry-after']).toBe('1');
    expect((await api.get('/v1/sources')).status).toBe(200);
  });
});
