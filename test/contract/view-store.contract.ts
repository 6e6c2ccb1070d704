import { describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Checkpoint, ViewTransaction } from '#libs/projections/ports/view-store.port.js';
import type { Views } from '#libs/projections/ports/views.js';
import { seal, SEALS } from '../support/projections/seals-table.js';
import type { ViewsEngine } from '../support/projections/views-harness.js';

const LARGEST = 2n ** 63n - 1n;
const START: Checkpoint = { projection: 'balances', version: 1, ledgerId: 'l', position: 0, recordId: '' };

/** What every database for read models must do; `ViewStorePort` says why. */
export function viewStoreContract(withViews: ViewsEngine): void {
  const inTransaction = <Result>(views: Views, work: (transaction: ViewTransaction) => Promise<Result>) =>
    views.store.transaction(work);
  const stored = async (views: Views, ...keys: readonly (readonly string[])[]) => {
    const rows = await inTransaction(views, (transaction) => transaction.load(SEALS, keys));
    return rows.map(({ row }) => row).sort((left, right) => (left.account < right.account ? -1 : 1));
  };

  describe('rows', () => {
    it('come back as they were written, whole numbers to the last digit, and only those that exist', () =>
      withViews(async (views) => {
        const rows = [seal('a"\\,{}/ü', 0, LARGEST), seal('b', -1, -LARGEST), seal('', 3, 0n)];
        await inTransaction(views, (transaction) => transaction.upsert(SEALS, rows));
        const keys = rows.map(({ account, period }) => [account, String(period)]);
        const found = await stored(views, ...keys, ['b', '7'], ['nobody', '0']);
        expect(found).toEqual([rows[2], rows[0], rows[1]]);
      }));

    it('have numbers, told in the order in which they were given, that find them again', () =>
      withViews(async (views) => {
        const rows = ['c', 'a', 'b'].map((account, at) => seal(account, 0, BigInt(at)));
        const [c, a, b] = await inTransaction(views, (transaction) => transaction.upsert(SEALS, rows));
        await inTransaction(views, (transaction) =>
          transaction.update(SEALS, [
            { rowNo: b!, row: seal('b', 0, 12n) },
            { rowNo: c!, row: seal('c', 0, 10n) },
          ]),
        );
        expect((await stored(views, ['a', '0'], ['b', '0'], ['c', '0'])).map(({ position }) => position)).toEqual([
          1n,
          12n,
          10n,
        ]);
        const loaded = await inTransaction(views, (transaction) => transaction.load(SEALS, [['a', '0']]));
        expect(loaded).toEqual([{ rowNo: a, row: rows[1] }]);
      }));

    it('written by number keep what is written once; written by key they are replaced whole', () =>
      withViews(async (views) => {
        const [rowNo] = await inTransaction(views, (transaction) => transaction.upsert(SEALS, [seal('a', 0, 1n, 5n)]));
        await inTransaction(views, (transaction) =>
          transaction.update(SEALS, [{ rowNo: rowNo!, row: seal('a', 0, 2n, 6n) }]),
        );
        expect(await stored(views, ['a', '0'])).toEqual([seal('a', 0, 2n, 5n)]);
        const again = await inTransaction(views, (transaction) => transaction.upsert(SEALS, [seal('a', 0, 3n, 6n)]));
        expect(await stored(views, ['a', '0'])).toEqual([seal('a', 0, 3n, 6n)]);
        const loaded = await inTransaction(views, (transaction) => transaction.load(SEALS, [['a', '0']]));
        expect(loaded.map((row) => row.rowNo)).toEqual(again);
      }));

    it('are removed by key, whether they exist or not, and all at once', () =>
      withViews(async (views) => {
        const rows = ['a', 'b', 'c'].map((account, at) => seal(account, 0, BigInt(at)));
        await inTransaction(views, (transaction) => transaction.upsert(SEALS, rows));
        const keys = rows.map(({ account }) => [account, '0']);
        await inTransaction(views, (transaction) =>
          transaction.remove(SEALS, [
            ['a', '0'],
            ['a', '1'],
            ['z', '0'],
          ]),
        );
        expect(await stored(views, ...keys)).toEqual([rows[1], rows[2]]);
        await inTransaction(views, (transaction) => transaction.clear(SEALS.name));
        expect(await stored(views, ...keys)).toEqual([]);
      }));

    it('are in the order of their bytes, which cuts pages', () =>
      withViews(async (views) => {
        const names = ['a', 'B', '_', 'é', 'b', '1', '-', 'A', '.a', '𝄞', '￼'];
        const rows = names.map((account, at) => seal(account, 0, BigInt(at)));
        await inTransaction(views, (transaction) => transaction.upsert(SEALS, rows));
        const inOrder = await views.db.selectFrom('invoice_seals').select('account').orderBy('account').execute();
        const byBytes = names.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
        expect(inOrder.map(({ account }) => account)).toEqual(byBytes);
      }));
  });

  describe('a transaction', () => {
    it('that throws leaves nothing behind, and throws what it threw', () =>
      withViews(async (views) => {
        const broken = inTransaction(views, async (transaction) => {
          await transaction.upsert(SEALS, [seal('a', 0, 1n)]);
          await transaction.moveCheckpoint(undefined, START);
          throw new Error('broken');
        });
        await expect(broken).rejects.toThrow('broken');
        expect(await stored(views, ['a', '0'])).toEqual([]);
        expect(await inTransaction(views, (transaction) => transaction.checkpoint('balances'))).toBeUndefined();
      }));

    it('is seen by queries whole, once it is committed, and never changes what one of them has begun to read', () =>
      withViews(async (views) => {
        const count = async (db: Pick<Views['db'], 'selectFrom'>) =>
          (await db.selectFrom('invoice_seals').selectAll().execute()).length;
        await inTransaction(views, async (transaction) => {
          await transaction.upsert(SEALS, [seal('a', 0, 1n)]);
          expect(await count(views.db)).toBe(0);
        });
        await views.db.transaction().execute(async (reading) => {
          expect(await count(reading)).toBe(1);
          await inTransaction(views, (transaction) => transaction.upsert(SEALS, [seal('b', 0, 2n)]));
          expect(await count(reading)).toBe(1);
        });
        expect(await count(views.db)).toBe(2);
      }));

    it('is the only way to write', () =>
      withViews(async (views) => {
        await expect(sql`delete from invoice_seals`.execute(views.db)).rejects.toThrow(/read-?only/);
      }));
  });

  describe('a checkpoint', () => {
    it('comes back as it was stored', () =>
      withViews(async (views) => {
        const there = { ...START, version: 3, ledgerId: 'ü', position: 2 ** 53 - 1, recordId: 'r' };
        expect(await inTransaction(views, (transaction) => transaction.moveCheckpoint(undefined, there))).toBe(true);
        expect(await inTransaction(views, (transaction) => transaction.checkpoint('balances'))).toEqual(there);
      }));

    it.each([
      ['made twice', undefined],
      ['moved from another position', { ...START, position: 1 }],
      ['moved from another version', { ...START, version: 2 }],
      ['moved from another ledger', { ...START, ledgerId: 'm' }],
      ['moved from another record', { ...START, recordId: 'x' }],
    ])('is not %s', (_, from) =>
      withViews(async (views) => {
        await inTransaction(views, (transaction) => transaction.moveCheckpoint(undefined, START));
        const moved = inTransaction(views, (transaction) =>
          transaction.moveCheckpoint(from, { ...START, position: 9 }),
        );
        expect(await moved).toBe(false);
        expect(await inTransaction(views, (transaction) => transaction.checkpoint('balances'))).toEqual(START);
      }),
    );
  });
}
