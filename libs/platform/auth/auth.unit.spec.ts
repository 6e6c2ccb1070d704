import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openKysely } from '../sqlite/kysely/open-database.js';
import { formatApiKey, newClientId, newSecret, parseApiKey, sameHash, hashSecret } from './api-key.js';
import { AccessStore, ApiClients, mayUse, type AccessSchema, type Scope } from './index.js';

describe('API keys', () => {
  it('read back what they print', () => {
    const key = { id: newClientId(), secret: newSecret() };
    expect(parseApiKey(formatApiKey(key))).toEqual(key);
  });

  it.each(['', 'tl_', 'tl_0_0', `tl_${'g'.repeat(16)}_${'0'.repeat(64)}`, `tl_${'0'.repeat(16)}_${'0'.repeat(64)}\n`])(
    'are not %p',
    (text) => {
      expect(parseApiKey(text)).toBeUndefined();
    },
  );

  it('are compared by the hash of the whole secret', () => {
    const secret = newSecret();
    expect(sameHash(hashSecret(secret), hashSecret(secret))).toBe(true);
    expect(sameHash(hashSecret(secret), hashSecret(secret.slice(1)))).toBe(false);
  });
});

describe('scopes', () => {
  it.each([
    [['admin'], ['operator'], true],
    [['admin'], ['gateway'], false],
    [['admin'], ['gateway', 'operator'], true],
    [['admin', 'gateway'], ['gateway'], true],
    [['billing'], ['operator', 'billing'], true],
    [['billing'], ['operator'], false],
  ] as [Scope[], Scope[], boolean][])('%j may do what needs one of %j: %p', (scopes, required, allowed) => {
    expect(mayUse({ client: 'c', scopes, sources: [] }, required)).toBe(allowed);
  });
});

describe('API clients', () => {
  const now = 1_700_000_000_000;
  let store: AccessStore;
  let clients: ApiClients;

  beforeAll(async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'access-')), 'access.db');
    store = await AccessStore.open(openKysely<AccessSchema>(path));
    clients = new ApiClients(store, () => now);
  });

  afterAll(() => store.close());

  it('get a first admin once', async () => {
    const given = formatApiKey({ id: newClientId(), secret: newSecret() });
    expect(await clients.bootstrapAdmin(given)).toMatchObject({ apiKey: given, client: { scopes: ['admin'] } });
    expect(await clients.bootstrapAdmin()).toBeUndefined();
    expect(await clients.authenticate(given)).toMatchObject({ scopes: ['admin'], sources: [] });
  });

  it('are known by their key until it is rotated or revoked', async () => {
    const issued = await clients.issue({ name: 'gw', scopes: ['gateway'], sources: ['/gw/*'], account: null });
    const principal = { client: issued.client.id, scopes: ['gateway'], sources: ['/gw/*'] };
    expect(await clients.authenticate(issued.apiKey)).toEqual(principal);
    const rotated = await clients.rotate(issued.client);
    expect(await clients.authenticate(issued.apiKey)).toBeUndefined();
    expect(await clients.authenticate(rotated.apiKey)).toEqual(principal);
    await clients.revoke(issued.client.id);
    expect(await clients.authenticate(rotated.apiKey)).toBeUndefined();
  });

  it('are stored without their secret', async () => {
    const { client, apiKey } = await clients.issue({ name: 's', scopes: ['subscriber'], sources: [], account: 'a-1' });
    const stored = await clients.find(client.id);
    expect(stored).toEqual(client);
    expect(JSON.stringify(stored)).not.toContain(apiKey.split('_')[2]);
  });

  it('refuse a given admin key that is none', async () => {
    const empty = await AccessStore.open(openKysely<AccessSchema>(':memory:'));
    await expect(new ApiClients(empty, () => now).bootstrapAdmin('secret')).rejects.toThrow('ADMIN_KEY_FILE');
    await empty.close();
  });
});
