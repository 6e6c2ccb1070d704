import type { NumberedRow, Table, ViewTransaction } from '../ports/view-store.port.js';

/** Where a row stands in memory while a batch is folded. Rows are values: a change puts another one in its place. */
export interface Cell<Row> {
  readonly key: string;
  /** Of the stored row; `undefined` until it is stored. */
  rowNo: bigint | undefined;
  /** `undefined`: there is no such row (yet). Only to be read once the batch has been loaded. */
  row: Row | undefined;
}

/** What the runner does with the rows of a table, whatever they hold. */
export interface Slice {
  readonly tableName: string;
  load(transaction: ViewTransaction): Promise<void>;
  flush(transaction: ViewTransaction): Promise<void>;
  /** The batch is committed: its rows may stay in memory for the next. */
  settle(): void;
  /** The batch was rolled back, or the table cleared: nothing in memory holds any more. */
  forget(): void;
}

/** The rows of one table that a batch touches: named first, loaded together, folded in memory, each written once. */
export class RowSlice<Row, Columns> implements Slice {
  /** Everything used since the last turn-over; what was not used for two of them is let go. */
  private recent = new Map<string, Cell<Row>>();
  private older = new Map<string, Cell<Row>>();
  private missing: Cell<Row>[] = [];
  private readonly changed = new Set<Cell<Row>>();

  /** @param keptRows about how many rows stay in memory between batches */
  constructor(
    private readonly table: Table<Row, Columns>,
    private readonly keyOf: (row: Row) => string,
    private readonly keptRows: number,
  ) {}

  get tableName(): string {
    return this.table.name;
  }

  /** The cell of a row that may exist: it is loaded before the batch is folded. */
  want(key: string): Cell<Row> {
    const found = this.find(key);
    if (found !== undefined) return found;
    const cell = this.make(key);
    this.missing.push(cell);
    return cell;
  }

  put(cell: Cell<Row>, row: Row): void {
    cell.row = row;
    this.changed.add(cell);
  }

  /** Writes a whole row, whatever was there before. */
  replace(row: Row): void {
    const key = this.keyOf(row);
    this.put(this.find(key) ?? this.make(key), row);
  }

  /** Takes a row out, whether it is there or not. */
  remove(key: string): void {
    const cell = this.find(key) ?? this.make(key);
    cell.row = undefined;
    this.changed.add(cell);
  }

  async load(transaction: ViewTransaction): Promise<void> {
    if (this.missing.length === 0) return;
    const keys = this.missing.map(({ key }) => splitKey(key, this.table.key.length));
    this.missing = [];
    for (const { row, rowNo } of await transaction.load(this.table, keys)) {
      const cell = this.recent.get(this.keyOf(row))!;
      cell.row = row;
      cell.rowNo = rowNo;
    }
  }

  async flush(transaction: ViewTransaction): Promise<void> {
    if (this.changed.size === 0) return;
    const known: NumberedRow<Row>[] = [];
    const unknown: Cell<Row>[] = [];
    const gone: Cell<Row>[] = [];
    for (const cell of this.changed) {
      if (cell.row === undefined) gone.push(cell);
      else if (isNumbered(cell)) known.push(cell);
      else unknown.push(cell);
    }
    if (gone.length > 0) await this.flushGone(transaction, gone);
    if (known.length > 0) await transaction.update(this.table, known);
    if (unknown.length === 0) return;
    const numbers = await transaction.upsert(
      this.table,
      unknown.map(({ row }) => row!),
    );
    unknown.forEach((cell, index) => (cell.rowNo = numbers[index]));
  }

  private async flushGone(transaction: ViewTransaction, gone: readonly Cell<Row>[]): Promise<void> {
    const keys = gone.map(({ key }) => splitKey(key, this.table.key.length));
    await transaction.remove(this.table, keys);
    for (const cell of gone) cell.rowNo = undefined;
  }

  settle(): void {
    this.changed.clear();
    if (this.recent.size <= this.keptRows / 2) return;
    this.older = this.recent;
    this.recent = new Map();
  }

  forget(): void {
    this.changed.clear();
    this.missing = [];
    this.older.clear();
    this.recent.clear();
  }

  private find(key: string): Cell<Row> | undefined {
    const recent = this.recent.get(key);
    if (recent !== undefined) return recent;
    const older = this.older.get(key);
    if (older !== undefined) this.recent.set(key, older);
    return older;
  }

  private make(key: string): Cell<Row> {
    const cell: Cell<Row> = { key, rowNo: undefined, row: undefined };
    this.recent.set(key, cell);
    return cell;
  }
}

function isNumbered<Row>(cell: Cell<Row>): cell is Cell<Row> & NumberedRow<Row> {
  return cell.rowNo !== undefined;
}

/** The last part takes what is left, slashes included. */
function splitKey(key: string, parts: number): readonly string[] {
  const split: string[] = [];
  let from = 0;
  for (let part = 1; part < parts; part += 1) {
    const slash = key.indexOf('/', from);
    split.push(key.slice(from, slash));
    from = slash + 1;
  }
  split.push(key.slice(from));
  return split;
}
