import { expect, it } from '@jest/globals';
import { describeWithOwnPostgres } from '../../../../test/support/postgres/describe-with-postgres.js';
import { seal, SEALS } from '../../../../test/support/projections/seals-table.js';
import { openPostgresViews, PostgresUnavailable } from './index.js';

await describeWithOwnPostgres('a PostgreSQL that goes and comes back', (databases, server) => {
  it('is missed by those who ask meanwhile, and served from again without a new start of ours', async () => {
    const views = await openPostgresViews({ url: await databases.make() });
    const count = async () => (await views.db.selectFrom('invoice_seals').selectAll().execute()).length;
    const write = (account: string, position: bigint) =>
      views.store.transaction((transaction) => transaction.upsert(SEALS, [seal(account, 0, position)]));
    try {
      await write('a', 1n);
      expect(await count()).toBe(1);
      const cutOff = views.store.transaction(async (transaction) => {
        await transaction.upsert(SEALS, [seal('lost', 0, 2n)]);
        await server.kill();
      });
      await expect(cutOff).rejects.toThrow(PostgresUnavailable);
      await expect(count()).rejects.toThrow(PostgresUnavailable);
      await expect(write('b', 2n)).rejects.toThrow(PostgresUnavailable);
      await server.resume();
      expect(await count()).toBe(1);
      await write('b', 2n);
      expect(await count()).toBe(2);
    } finally {
      await views.close();
    }
  });
});
