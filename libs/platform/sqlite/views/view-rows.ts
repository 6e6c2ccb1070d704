import { type DatabaseSync } from 'node:sqlite';
import type { ViewCheckpoint, ViewRow, ViewRows, ViewTable } from '#libs/audit/ports/compared-views.port.js';

/** Rows of any read models in SQLite, told by what the database itself says of its tables. */
export class SqliteViewRows implements ViewRows {
  constructor(private readonly database: DatabaseSync) {}

  checkpoints(): readonly ViewCheckpoint[] {
    const rows = this.database.prepare('SELECT * FROM checkpoints ORDER BY projection').all();
    return rows.map(({ projection, version, ledger_id, position }) => ({
      projection: String(projection),
      version: Number(version),
      ledgerId: String(ledger_id),
      position: Number(position),
    }));
  }

  tables(): readonly ViewTable[] {
    const named = this.database.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'kysely%' ORDER BY name",
    );
    return named.all().map((row) => this.table(String(row['name'])));
  }

  rows({ name, key, columns }: ViewTable): Iterable<ViewRow> {
    const statement = this.database.prepare(`SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`);
    return statement.iterate() as Iterable<unknown> as Iterable<ViewRow>;
  }

  private table(name: string): ViewTable {
    const columns = this.names(`SELECT name FROM pragma_table_info('${name}') WHERE name <> 'row_no' ORDER BY cid`);
    const [index] = this.names(`SELECT name FROM pragma_index_list('${name}') WHERE origin = 'u' ORDER BY seq`);
    const key =
      index === undefined ? columns : this.names(`SELECT name FROM pragma_index_info('${index}') ORDER BY seqno`);
    return { name, key, columns };
  }

  private names(sql: string): readonly string[] {
    return this.database
      .prepare(sql)
      .all()
      .map(({ name }) => String(name));
  }
}
