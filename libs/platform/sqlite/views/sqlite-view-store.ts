import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type {
  Checkpoint,
  NumberedRow,
  Table,
  ViewStorePort,
  ViewTransaction,
} from '#libs/projections/ports/view-store.port.js';

interface CheckpointColumns {
  readonly projection: string;
  readonly version: bigint;
  readonly ledger_id: string;
  readonly position: bigint;
  readonly record_id: string;
}

/** Read models in SQLite: prepared statements, row by row, inside one transaction. */
export class SqliteViewStore implements ViewStorePort {
  private readonly transactionOn: SqliteViewTransaction;

  constructor(private readonly database: DatabaseSync) {
    this.transactionOn = new SqliteViewTransaction(database);
  }

  /** IMMEDIATE: a second projector waits here, before it reads anything it could act on. */
  async transaction<Result>(work: (transaction: ViewTransaction) => Promise<Result>): Promise<Result> {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = await work(this.transactionOn);
      this.database.exec('COMMIT');
      return result;
    } catch (fault) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw fault;
    }
  }
}

class SqliteViewTransaction implements ViewTransaction {
  private readonly statements = new Map<string, StatementSync>();

  constructor(private readonly database: DatabaseSync) {}

  load<Row, Columns>(
    table: Table<Row, Columns>,
    keys: readonly (readonly string[])[],
  ): Promise<readonly NumberedRow<Row>[]> {
    const statement = this.prepared(`SELECT * FROM ${table.name} WHERE ${equals(table.key).join(' AND ')}`);
    const rows: NumberedRow<Row>[] = [];
    for (const key of keys) {
      const columns = statement.get(...key);
      if (columns === undefined) continue;
      rows.push({ rowNo: columns['row_no'] as bigint, row: table.decode(columns as Columns) });
    }
    return Promise.resolve(rows);
  }

  upsert<Row, Columns>(table: Table<Row, Columns>, rows: readonly Row[]): Promise<readonly bigint[]> {
    const { name, columns } = table;
    const values = columns.map(() => '?').join(', ');
    const statement = this.prepared(`REPLACE INTO ${name} (${columns.join(', ')}) VALUES (${values})`);
    return Promise.resolve(rows.map((row) => BigInt(statement.run(...table.encode(row)).lastInsertRowid)));
  }

  /** An integer key costs half of a text key to find, and the index of the key is left alone. */
  update<Row, Columns>(table: Table<Row, Columns>, rows: readonly NumberedRow<Row>[]): Promise<void> {
    const from = table.key.length;
    const to = table.changing === undefined ? table.columns.length : from + table.changing;
    const values = table.columns.slice(from, to);
    const statement = this.prepared(`UPDATE ${table.name} SET ${equals(values).join(', ')} WHERE row_no = ?`);
    for (const { row, rowNo } of rows) statement.run(...table.encode(row).slice(from, to), rowNo);
    return Promise.resolve();
  }

  remove<Row, Columns>(table: Table<Row, Columns>, keys: readonly (readonly string[])[]): Promise<void> {
    const statement = this.prepared(`DELETE FROM ${table.name} WHERE ${equals(table.key).join(' AND ')}`);
    for (const key of keys) statement.run(...key);
    return Promise.resolve();
  }

  clear(table: string): Promise<void> {
    this.database.exec(`DELETE FROM ${table}`);
    return Promise.resolve();
  }

  checkpoint(projection: string): Promise<Checkpoint | undefined> {
    const found = this.prepared('SELECT * FROM checkpoints WHERE projection = ?').get(projection);
    if (found === undefined) return Promise.resolve(undefined);
    const { version, ledger_id, position, record_id } = found as unknown as CheckpointColumns;
    return Promise.resolve({
      projection,
      version: Number(version),
      ledgerId: ledger_id,
      position: Number(position),
      recordId: record_id,
    });
  }

  moveCheckpoint(from: Checkpoint | undefined, to: Checkpoint): Promise<boolean> {
    const next = [to.version, to.ledgerId, to.position, to.recordId, to.projection];
    if (from === undefined) {
      const insert = `INSERT INTO checkpoints (version, ledger_id, position, record_id, projection)
        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
      return Promise.resolve(Number(this.prepared(insert).run(...next).changes) === 1);
    }
    const update = `UPDATE checkpoints SET version = ?, ledger_id = ?, position = ?, record_id = ?
      WHERE projection = ? AND version = ? AND ledger_id = ? AND position = ? AND record_id = ?`;
    const moved = this.prepared(update).run(...next, from.version, from.ledgerId, from.position, from.recordId);
    return Promise.resolve(Number(moved.changes) === 1);
  }

  private prepared(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

function equals(columns: readonly string[]): readonly string[] {
  return columns.map((column) => `${column} = ?`);
}
