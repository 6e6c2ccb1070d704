import type { ViewRow, ViewTable, ViewValue } from '../../ports/compared-views.port.js';

/** The order rows are given in: column by column, numbers by value, text by its UTF-8 bytes. */
export function compareKeys(key: readonly string[], left: ViewRow, right: ViewRow): number {
  for (const column of key) {
    const order = compareValues(left[column]!, right[column]!);
    if (order !== 0) return order;
  }
  return 0;
}

export function keyText({ key }: ViewTable, row: ViewRow): string {
  return key.map((column) => String(row[column])).join('/');
}

function compareValues(left: ViewValue, right: ViewValue): number {
  if (left === right) return 0;
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left! < right! ? -1 : 1;
}
