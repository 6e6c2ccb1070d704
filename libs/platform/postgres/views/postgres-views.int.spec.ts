import { afterEach, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { seal, SEALS } from '../../../../test/support/projections/seals-table.js';
import { describeWithPostgres } from '../../../../test/support/postgres/describe-with-postgres.js';
import { StallingProxy } from '../../../../test/support/postgres/stalling-proxy.js';
import { ask } from '../../../../test/support/postgres/test-databases.js';
import type { Views } from '#libs/projections/ports/views.js';
import { openPostgresViews, PostgresUnavailable, type PostgresViewsOptions } from './index.js';

await describeWithPostgres('read models in PostgreSQL', (databases) => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const clean of cleanUp.splice(0).reverse()) await clean();
  });

  const open = async (options: PostgresViewsOptions): Promise<Views> => {
    const views = await openPostgresViews(options);
    cleanUp.push(() => views.close());
    return views;
  };
  const count = async ({ db }: Views) => (await db.selectFrom('invoice_seals').selectAll().execute()).length;

  it('are brought up to date once when many processes start at once', async () => {
    const url = await databases.make();
    const all = await Promise.all(Array.from({ length: 8 }, () => open({ url, connections: 1 })));
    expect(await ask(url, 'SELECT name FROM kysely_migration')).toEqual([{ name: '0001-create-views' }]);
    await all[0]!.store.transaction((transaction) => transaction.upsert(SEALS, [seal('a', 0, 1n)]));
    expect(await count(all[7]!)).toBe(1);
  });

  it('are not touched by a program older than they are', async () => {
    const url = await databases.make();
    await (await openPostgresViews({ url })).close();
    await ask(url, `INSERT INTO kysely_migration VALUES ('0002-of-tomorrow', '2030-01-01')`);
    await expect(openPostgresViews({ url })).rejects.toThrow(/could not be brought up to date/);
  });

  it('are refused in a database that cannot hold every name', async () => {
    const url = await databases.make(`ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0`);
    await expect(openPostgresViews({ url })).rejects.toThrow(/is encoded in SQL_ASCII/);
  });

  it('say where the server should have been, and no password', async () => {
    const refused = openPostgresViews({ url: 'postgres://me:secret@127.0.0.1:1/views' });
    await expect(refused).rejects.toThrow(PostgresUnavailable);
    await expect(refused).rejects.toMatchObject({ retriable: true, message: expect.stringContaining('127.0.0.1:1') });
    await expect(refused).rejects.not.toThrow(/secret/);
  });

  it('take one row of a key per call: the server would not know which is the newer', async () => {
    const views = await open({ url: await databases.make() });
    const twice = views.store.transaction((transaction) =>
      transaction.upsert(SEALS, [seal('a', 0, 1n), seal('a', 0, 2n)]),
    );
    await expect(twice).rejects.toMatchObject({ code: '21000' });
    expect(await count(views)).toBe(0);
  });

  it('do not call a transaction done that the server rolled back', async () => {
    const views = await open({ url: await databases.make() });
    const deaf = views.store.transaction(async (transaction) => {
      await transaction.upsert(SEALS, [seal('a', 0, 1n)]);
      await transaction.clear('no_such_table').catch(() => undefined);
    });
    await expect(deaf).rejects.toMatchObject({ code: 'transaction_aborted' });
    expect(await count(views)).toBe(0);
  });

  it('let a second projector wait for the first, and then see what that one wrote', async () => {
    const url = await databases.make();
    const [first, second] = [await open({ url }), await open({ url })];
    let seen: number | undefined;
    let waiting: Promise<void> | undefined;
    await first.store.transaction(async (transaction) => {
      waiting = second.store.transaction(async (other) => {
        seen = (await other.load(SEALS, [['a', '0']])).length;
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(seen).toBeUndefined();
      await transaction.upsert(SEALS, [seal('a', 0, 1n)]);
    });
    await waiting;
    expect(seen).toBe(1);
  });

  it('do not wait for ever for another projector', async () => {
    const url = await databases.make();
    const [first, second] = [await open({ url }), await open({ url, timeouts: { lock: 100 } })];
    await first.store.transaction(async () => {
      await expect(second.store.transaction(() => Promise.resolve())).rejects.toThrow(PostgresUnavailable);
    });
    await second.store.transaction(() => Promise.resolve());
  });

  it('survive that all connections are cut, in the middle of a transaction or while nobody uses them', async () => {
    const url = await databases.make();
    const views = await open({ url });
    const cutOff = views.store.transaction(async (transaction) => {
      await transaction.upsert(SEALS, [seal('a', 0, 1n)]);
      await databases.cut();
      await transaction.upsert(SEALS, [seal('b', 0, 2n)]);
    });
    await expect(cutOff).rejects.toMatchObject({ code: 'postgres_unavailable', retriable: true });
    expect(await count(views)).toBe(0);
    await views.store.transaction((transaction) => transaction.upsert(SEALS, [seal('a', 0, 1n)]));
    expect(await count(views)).toBe(1);
    await databases.cut();
    expect(await count(views)).toBe(1);
  });

  it('give up a statement that takes too long, and the connection stays in use', async () => {
    const views = await open({ url: await databases.make(), connections: 1, timeouts: { statement: 100 } });
    await expect(sql`select pg_sleep(10)`.execute(views.db)).rejects.toThrow(/statement timeout/);
    expect(await count(views)).toBe(0);
  });

  it('give up a server that does not answer, and never use that connection again', async () => {
    const proxy = await StallingProxy.before(await databases.make());
    const views = await open({ url: proxy.address, connections: 1, timeouts: { statement: 100, connect: 500 } });
    cleanUp.unshift(() => proxy.close());
    proxy.stall();
    await expect(count(views)).rejects.toMatchObject({ code: 'postgres_unavailable' });
    await expect(views.store.transaction(() => Promise.resolve())).rejects.toThrow(PostgresUnavailable);
    await expect(openPostgresViews({ url: proxy.address, timeouts: { connect: 200 } })).rejects.toThrow(
      PostgresUnavailable,
    );
    proxy.resume();
    expect(await count(views)).toBe(0);
    await views.store.transaction(() => Promise.resolve());
  });

  it('give room to many queries at once, each with figures of one position', async () => {
    const views = await open({ url: await databases.make(), connections: 4 });
    const isolation = views.db.transaction().execute((transaction) => {
      return sql<{ transaction_isolation: string }>`show transaction_isolation`.execute(transaction);
    });
    expect((await isolation).rows).toEqual([{ transaction_isolation: 'repeatable read' }]);
    const counts = await Promise.all(Array.from({ length: 50 }, () => count(views)));
    expect(new Set(counts)).toEqual(new Set([0]));
  });
});
