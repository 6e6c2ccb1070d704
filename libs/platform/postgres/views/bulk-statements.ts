import type { Table } from '#libs/projections/ports/view-store.port.js';
import type { ColumnTypes } from './column-types.js';

type AnyTable = Pick<Table<never>, 'name' | 'key' | 'columns' | 'changing'>;

/** Statements that take any number of rows, one array per column: measured ten times as fast as row by row. */
export class BulkStatements {
  private readonly written = new Map<string, string>();

  constructor(private readonly types: ColumnTypes) {}

  load(table: AnyTable): string {
    return this.once('load', table, () => {
      const { name, key } = table;
      return `SELECT t.* FROM ${name} t JOIN ${this.given(table, key)} ON ${matching(key)}`;
    });
  }

  upsert(table: AnyTable): string {
    return this.once('upsert', table, () => {
      const { name, key, columns } = table;
      const others = columns.slice(key.length).map((column) => `${column} = excluded.${column}`);
      // A row that is all key is written over itself, so that its number is told too.
      const changes = others.length > 0 ? others : [`${key[0]} = excluded.${key[0]}`];
      return `INSERT INTO ${name} (${columns.join(', ')}) SELECT * FROM ${this.given(table, columns)}
        ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes.join(', ')}
        RETURNING row_no, ${key.join(', ')}`;
    });
  }

  update(table: AnyTable): string {
    return this.once('update', table, () => {
      const changing = changingColumns(table);
      const changes = changing.map((column) => `${column} = given.${column}`);
      return `UPDATE ${table.name} t SET ${changes.join(', ')}
        FROM ${this.given(table, [...changing, 'row_no'])} WHERE t.row_no = given.row_no`;
    });
  }

  remove(table: AnyTable): string {
    return this.once('remove', table, () => {
      const { name, key } = table;
      return `DELETE FROM ${name} t USING ${this.given(table, key)} WHERE ${matching(key)}`;
    });
  }

  private given({ name }: AnyTable, columns: readonly string[]): string {
    const arrays = columns.map((column, at) => `$${at + 1}::${this.types.get(name)!.get(column)}[]`);
    return `unnest(${arrays.join(', ')}) AS given(${columns.join(', ')})`;
  }

  private once(what: string, { name }: AnyTable, write: () => string): string {
    const known = this.written.get(`${what} ${name}`);
    if (known !== undefined) return known;
    const statement = write();
    this.written.set(`${what} ${name}`, statement);
    return statement;
  }
}

/** What an update writes: neither the key nor what is written once. */
export function changingColumns({ key, columns, changing }: AnyTable): readonly string[] {
  return columns.slice(key.length, changing === undefined ? columns.length : key.length + changing);
}

function matching(key: readonly string[]): string {
  return key.map((column) => `t.${column} = given.${column}`).join(' AND ');
}
