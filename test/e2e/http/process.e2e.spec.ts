import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { ACCOUNT } from './support/samples.js';
import { Service } from './support/service.js';

describe('the service as a process', () => {
  const folder = temporaryFolder();
  const dataDir = folder.path;
  let service: Service;
  let adminKey: string;

  beforeAll(async () => {
    service = Service.start({ DATA_DIR: dataDir });
    await service.listening();
    adminKey = /tl_\w+/.exec(service.said())?.[0] ?? '';
  }, 30_000);

  afterAll(async () => {
    await service.stop();
    folder.remove();
  });

  async function ask(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch((await service.listening()) + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json', 'idempotency-key': 'k' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, unknown>;
  }

  it('shows what a projector in a thread of its own has read', async () => {
    const { position } = await ask('/v1/accounts', ACCOUNT);
    expect(await ask(`/v1/accounts/acc-1?min_position=${String(position)}`)).toMatchObject({ account: 'acc-1' });
    expect(await ask('/health/ready')).toMatchObject({ status: 'up' });
  });

  it('keeps a second one out of its folder, and says why', async () => {
    const second = Service.start({ DATA_DIR: dataDir });
    expect(await second.exitCode()).toBe(1);
    expect(second.said()).toContain('ledger.db');
  }, 30_000);

  it('stops in order when told, and shows its admin key at the first start only', async () => {
    expect(await service.stop()).toBe(0);
    service = Service.start({ DATA_DIR: dataDir });
    await service.listening();
    expect(service.said()).not.toContain('tl_');
    expect(await ask('/v1/accounts')).toMatchObject({ items: [{ account: 'acc-1' }] });
  }, 30_000);

  it('does not start on a wrong configuration, and names all that is wrong', async () => {
    const wrong = Service.start({ DATA_DIR: dataDir, PORT: 'http', LOG_LEVEL: 'loud' });
    expect(await wrong.exitCode()).toBe(1);
    expect(wrong.said()).toMatch(/PORT must be [^]*LOG_LEVEL must be/);
    expect(wrong.said()).not.toContain('loud');
  }, 30_000);

  it('does not start without the Kafka it was told to read, and says where it looked', async () => {
    const alone = Service.start({ DATA_DIR: join(dataDir, 'alone'), KAFKA_BROKERS: '127.0.0.1:9', LOG_LEVEL: 'fatal' });
    expect(await alone.exitCode()).toBe(1);
    expect(alone.said()).toMatch(/No Kafka broker could be used at 127\.0\.0\.1:9: [^]*Check KAFKA_BROKERS/);
  }, 30_000);
});
