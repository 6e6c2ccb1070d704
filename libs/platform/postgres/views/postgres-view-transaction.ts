import type { PostgresPoolClient } from 'kysely';
import { invariant } from '#libs/kernel/index.js';
import type {
  Checkpoint,
  NumberedRow,
  SqlValue,
  Table,
  ViewTransaction,
} from '#libs/projections/ports/view-store.port.js';
import { changingColumns, type BulkStatements } from './bulk-statements.js';

interface CheckpointColumns {
  readonly projection: string;
  readonly version: bigint;
  readonly ledger_id: string;
  readonly position: bigint;
  readonly record_id: string;
}

type StoredColumns = Readonly<Record<string, SqlValue>>;

/** Rows in bulk on one connection, inside the transaction it has open. */
export class PostgresViewTransaction implements ViewTransaction {
  constructor(
    private readonly client: PostgresPoolClient,
    private readonly statements: BulkStatements,
  ) {}

  async load<Row, Columns>(
    table: Table<Row, Columns>,
    keys: readonly (readonly string[])[],
  ): Promise<readonly NumberedRow<Row>[]> {
    if (keys.length === 0) return [];
    const found = await this.client.query<StoredColumns>(this.statements.load(table), byColumn(keys));
    return found.rows.map((columns) => ({
      rowNo: columns['row_no'] as bigint,
      row: table.decode(columns as Columns),
    }));
  }

  async upsert<Row, Columns>(table: Table<Row, Columns>, rows: readonly Row[]): Promise<readonly bigint[]> {
    if (rows.length === 0) return [];
    const encoded = rows.map((row) => table.encode(row));
    const written = await this.client.query<StoredColumns>(this.statements.upsert(table), byColumn(encoded));
    // The order in which they are told is nowhere promised.
    const numbers = new Map<string, bigint>();
    for (const row of written.rows) {
      numbers.set(keyText(table.key.map((column) => row[column]!)), row['row_no'] as bigint);
    }
    return encoded.map((values) => {
      const number = numbers.get(keyText(values.slice(0, table.key.length)));
      invariant(number !== undefined, `a row written to ${table.name} has a number`);
      return number;
    });
  }

  async update<Row, Columns>(table: Table<Row, Columns>, rows: readonly NumberedRow<Row>[]): Promise<void> {
    const from = table.key.length;
    const to = from + changingColumns(table).length;
    if (rows.length === 0 || to === from) return;
    const values = rows.map(({ row, rowNo }) => [...table.encode(row).slice(from, to), rowNo]);
    await this.client.query(this.statements.update(table), byColumn(values));
  }

  async remove<Row, Columns>(table: Table<Row, Columns>, keys: readonly (readonly string[])[]): Promise<void> {
    if (keys.length > 0) await this.client.query(this.statements.remove(table), byColumn(keys));
  }

  /** Not TRUNCATE: that keeps every query waiting until the commit, and then shows older ones an empty table. */
  async clear(table: string): Promise<void> {
    await this.client.query(`DELETE FROM ${table}`, []);
  }

  async checkpoint(projection: string): Promise<Checkpoint | undefined> {
    const found = await this.client.query<CheckpointColumns>('SELECT * FROM checkpoints WHERE projection = $1', [
      projection,
    ]);
    const [stored] = found.rows;
    return (
      stored && {
        projection,
        version: Number(stored.version),
        ledgerId: stored.ledger_id,
        position: Number(stored.position),
        recordId: stored.record_id,
      }
    );
  }

  async moveCheckpoint(from: Checkpoint | undefined, to: Checkpoint): Promise<boolean> {
    const next = [to.version, to.ledgerId, to.position, to.recordId, to.projection];
    if (from === undefined) {
      const insert = `INSERT INTO checkpoints (version, ledger_id, position, record_id, projection)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;
      return (await this.client.query(insert, next)).rowCount === 1;
    }
    const update = `UPDATE checkpoints SET version = $1, ledger_id = $2, position = $3, record_id = $4
      WHERE projection = $5 AND version = $6 AND ledger_id = $7 AND position = $8 AND record_id = $9`;
    const stored = [from.version, from.ledgerId, from.position, from.recordId];
    return (await this.client.query(update, [...next, ...stored])).rowCount === 1;
  }
}

function byColumn(rows: readonly (readonly SqlValue[])[]): readonly SqlValue[][] {
  return rows[0]!.map((_, column) => rows.map((row) => row[column]!));
}

/** Of numbers and bigints alike. */
function keyText(values: readonly SqlValue[]): string {
  return JSON.stringify(values.map(String));
}
