import type { Position } from '#libs/journal/contract.js';

/** What a column holds. Whole numbers come back as bigint. */
export type SqlValue = string | number | bigint | null;

/** How rows of one table are stored. `Columns` is the row as the database gives it back. */
export interface Table<Row, Columns = unknown> {
  readonly name: string;
  /** Unique key, first columns first; a row's key text is these joined by `/`, so only the last may contain one. */
  readonly key: readonly string[];
  /** All columns, those of the key first. */
  readonly columns: readonly string[];
  /** How many after the key may change; what follows them is written once. Absent: all. */
  readonly changing?: number;
  encode(row: Row): readonly SqlValue[];
  decode(columns: Columns): Row;
}

/** Up to where a projection has read which journal: moves in the transaction of the rows it belongs to. */
export interface Checkpoint {
  readonly projection: string;
  /** Of the projection's code: another version's rows are not continued. */
  readonly version: number;
  readonly ledgerId: string;
  readonly position: Position;
  /** Of the record at `position`; empty at 0. Tells a journal from a restored or truncated one. */
  readonly recordId: string;
}

/** A row with the number the store keeps it under, which finds it again faster than its key. */
export interface NumberedRow<Row> {
  readonly rowNo: bigint;
  readonly row: Row;
}

/** Where a batch loads and writes its rows: whole rows, in bulk. Rows of one call have different keys. */
export interface ViewTransaction {
  /** Rows that exist, in any order. Each key has one text per key column. */
  load<Row, Columns>(
    table: Table<Row, Columns>,
    keys: readonly (readonly string[])[],
  ): Promise<readonly NumberedRow<Row>[]>;
  /** By key, whether it exists or not. Gives the rows' numbers, in order. */
  upsert<Row, Columns>(table: Table<Row, Columns>, rows: readonly Row[]): Promise<readonly bigint[]>;
  /** By number: rows that were loaded or written before. */
  update<Row, Columns>(table: Table<Row, Columns>, rows: readonly NumberedRow<Row>[]): Promise<void>;
  /** By key, whether it exists or not. */
  remove<Row, Columns>(table: Table<Row, Columns>, keys: readonly (readonly string[])[]): Promise<void>;
  clear(table: string): Promise<void>;
  checkpoint(projection: string): Promise<Checkpoint | undefined>;
  /** Compare-and-set. False: the stored one is not `from` any more, somebody else has moved it. */
  moveCheckpoint(from: Checkpoint | undefined, to: Checkpoint): Promise<boolean>;
}

/** The projector's side of the read models; one adapter per database. */
export interface ViewStorePort {
  /** All or nothing: what `work` throws rolls back and is thrown. One at a time. */
  transaction<Result>(work: (transaction: ViewTransaction) => Promise<Result>): Promise<Result>;
}
