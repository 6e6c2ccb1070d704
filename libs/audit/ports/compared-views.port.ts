import type { Position } from '#libs/journal/contract.js';

/** What a column holds. Whole numbers are bigint. */
export type ViewValue = string | bigint | number | null;
export type ViewRow = Readonly<Record<string, ViewValue>>;

export interface ViewTable {
  readonly name: string;
  /** Columns of its unique key; rows are given in their order: numbers by value, text by its UTF-8 bytes. */
  readonly key: readonly string[];
  /** All columns but the store's own row number. */
  readonly columns: readonly string[];
}

/** Where a projection stands. */
export interface ViewCheckpoint {
  readonly projection: string;
  readonly version: number;
  readonly ledgerId: string;
  readonly position: Position;
}

/** All rows of the read models, as of one moment. */
export interface ViewRows {
  checkpoints(): readonly ViewCheckpoint[];
  /** By name; the store's own tables are not among them. */
  tables(): readonly ViewTable[];
  rows(table: ViewTable): Iterable<ViewRow>;
}

/** The read models people live on: only ever read. */
export interface LiveViews {
  /** One moment for as long as `look` takes; writers do not wait for it. */
  snapshot<Result>(look: (rows: ViewRows) => Promise<Result>): Promise<Result>;
}

/** The same read models derived once more, elsewhere, from the journal alone. */
export interface ShadowViews {
  /** Goes on from where it is. @throws what stops a projector (J10) */
  buildUpTo(position: Position): Promise<void>;
  rows(): ViewRows;
  /** Leaves nothing behind. */
  close(): Promise<void>;
}

export interface ShadowOptions {
  readonly signal?: AbortSignal | undefined;
  onBuilt(position: Position): void;
}

export interface ComparedViews {
  /** `undefined`: there are no read models. */
  readonly live: LiveViews | undefined;
  openShadow(options: ShadowOptions): Promise<ShadowViews>;
}
