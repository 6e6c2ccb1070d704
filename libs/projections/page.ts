/** A page of a list that grows at its end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it back as `after` for the next page; `null` at the end. Opaque to clients. */
  readonly next: string | null;
}

export interface PageRequest {
  /** Cursor of the page before; absent: from the start. */
  readonly after?: string;
  /** 1 to 1,000 */
  readonly limit: number;
}

/** A cursor that no page of this list ever gave out. */
export class CursorInvalid extends Error {
  override readonly name = 'CursorInvalid';
  readonly code = 'cursor_invalid';

  constructor(readonly cursor: string) {
    super(`"${cursor}" is no cursor of this list; start again without one`);
  }
}

/** @param rows one more than the page holds, where there are more */
export function pageOf<Item>(rows: readonly Item[], limit: number, cursorOf: (item: Item) => string): Page<Item> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
