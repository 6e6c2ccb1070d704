import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Table, ViewTransaction } from '../ports/view-store.port.js';
import { RowSlice } from './row-slice.js';

interface Row {
  readonly key: string;
  readonly value: number;
}

const table: Table<Row> = {
  name: 'rows',
  key: ['key'],
  columns: ['key', 'value'],
  encode: ({ key, value }) => [key, value],
  decode: (columns) => columns as Row,
};

/** A table in memory that says what was asked of it. */
class MemoryTable implements ViewTransaction {
  readonly rows = new Map<string, Row>();
  asked: string[] = [];

  load<Loaded>(_: Table<Loaded>, keys: readonly (readonly string[])[]) {
    this.asked = keys.map(([key]) => `load ${key}`);
    const found = keys.flatMap(([key]) => this.rows.get(key!) ?? []);
    return Promise.resolve(found.map((row) => ({ row: row as Loaded, rowNo: 1n })));
  }

  upsert<Written>(_: Table<Written>, rows: readonly Written[]) {
    for (const row of rows as readonly Row[]) this.write('insert', row);
    return Promise.resolve(rows.map(() => 1n));
  }

  update<Written>(_: Table<Written>, rows: readonly { readonly row: Written }[]) {
    for (const { row } of rows) this.write('update', row as Row);
    return Promise.resolve();
  }

  remove<Removed>(_: Table<Removed>, keys: readonly (readonly string[])[]) {
    for (const [key] of keys) {
      this.asked.push(`remove ${key}`);
      this.rows.delete(key!);
    }
    return Promise.resolve();
  }

  clear() {
    return Promise.resolve(this.rows.clear());
  }

  checkpoint() {
    return Promise.resolve(undefined);
  }

  moveCheckpoint() {
    return Promise.resolve(true);
  }

  private write(how: string, row: Row): void {
    this.asked.push(`${how} ${row.key}`);
    this.rows.set(row.key, row);
  }
}

let store: MemoryTable;
let slice: RowSlice<Row, unknown>;

beforeEach(() => {
  store = new MemoryTable();
  slice = new RowSlice(table, ({ key }) => key, 4);
});

/** A batch that adds one to each key; returns what was asked of the table. */
async function addOneTo(...keys: readonly string[]): Promise<readonly string[]> {
  store.asked = [];
  const cells = keys.map((key) => slice.want(key));
  await slice.load(store);
  for (const cell of cells) slice.put(cell, { key: cell.key, value: (cell.row?.value ?? 0) + 1 });
  await slice.flush(store);
  slice.settle();
  return store.asked;
}

describe('the rows of a batch', () => {
  it('are loaded once and written once, however often they are touched', async () => {
    expect(await addOneTo('a', 'b', 'a', 'a')).toEqual(['load a', 'load b', 'insert a', 'insert b']);
    expect(store.rows.get('a')).toEqual({ key: 'a', value: 3 });
  });

  it('stay in memory for the next, which finds them by number', async () => {
    await addOneTo('a');
    expect(await addOneTo('a')).toEqual(['update a']);
  });

  it('stay as long as they are used, and go when they are not', async () => {
    await addOneTo('a', 'old');
    for (const other of ['b', 'c', 'd', 'e', 'f', 'g']) {
      expect(await addOneTo('a', other)).toEqual([`load ${other}`, 'update a', `insert ${other}`]);
    }
    expect(await addOneTo('old')).toEqual(['load old', 'update old']);
    expect(store.rows.get('a')?.value).toBe(7);
  });

  it('are all forgotten when the batch is rolled back', async () => {
    await addOneTo('a');
    slice.put(slice.want('a'), { key: 'a', value: 99 });
    slice.want('never loaded');
    slice.forget();
    expect(await addOneTo('a')).toEqual(['load a', 'update a']);
    expect(store.rows.get('a')?.value).toBe(2);
  });

  it('can be removed unseen, and come back', async () => {
    await addOneTo('a');
    store.asked = [];
    slice.remove('a');
    slice.remove('never there');
    await slice.flush(store);
    slice.settle();
    expect(store.asked).toEqual(['remove a', 'remove never there']);
    expect(await addOneTo('a')).toEqual(['insert a']);
    expect(store.rows.get('a')?.value).toBe(1);
  });

  it('that are removed and made again in one batch are there after it', async () => {
    await addOneTo('a');
    slice.remove('a');
    slice.replace({ key: 'a', value: 7 });
    await slice.flush(store);
    expect([...store.rows.values()]).toEqual([{ key: 'a', value: 7 }]);
  });

  it('can be replaced unseen', async () => {
    slice.replace({ key: 'a', value: 7 });
    await slice.flush(store);
    expect(store.asked).toEqual(['insert a']);
  });
});
