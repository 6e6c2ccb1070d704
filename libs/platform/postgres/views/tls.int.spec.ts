import { expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { describeWithOwnPostgres } from '../../../../test/support/postgres/describe-with-postgres.js';
import { SERVER_CERTIFICATE } from '../../../../test/support/postgres/postgres-server.js';
import { openPostgresViews, type PostgresViewsOptions } from './index.js';

await describeWithOwnPostgres('a connection with TLS', (databases) => {
  const isEncrypted = async (options: PostgresViewsOptions): Promise<boolean> => {
    const views = await openPostgresViews(options);
    const asked = sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(views.db);
    try {
      return (await asked).rows[0]!.ssl;
    } finally {
      await views.close();
    }
  };

  it('is encrypted, to a server that shows a certificate we trust', async () => {
    const url = await databases.make();
    expect(await isEncrypted({ url, tls: { ca: SERVER_CERTIFICATE } })).toBe(true);
    expect(await isEncrypted({ url })).toBe(false);
  });

  it('is not made to one that shows another, nor to one of another name', async () => {
    const url = await databases.make();
    await expect(openPostgresViews({ url, tls: {} })).rejects.toThrow(/self-signed certificate/);
    const byName = url.replace('127.0.0.1', 'localhost');
    await expect(openPostgresViews({ url: byName, tls: { ca: SERVER_CERTIFICATE } })).rejects.toThrow(/altnames/);
  });
});
