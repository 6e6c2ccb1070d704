import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ViewRow, ViewTable } from '../../ports/compared-views.port.js';
import type { Findings } from '../findings.js';
import { compareKeys, keyText } from './row-keys.js';

export interface ComparedTable {
  readonly table: ViewTable;
  /** In the order of the key, both. */
  readonly live: Iterable<ViewRow>;
  readonly derived: Iterable<ViewRow>;
}

/** Rows compared before others have their turn. */
const SLICE = 2_000;

/** Walks both tables side by side: memory does not grow with them. */
export async function compareTable(
  { table, live, derived }: ComparedTable,
  findings: Findings,
  signal: AbortSignal | undefined,
): Promise<void> {
  const left = live[Symbol.iterator]();
  const right = derived[Symbol.iterator]();
  let rows = 0;
  for (let shown = left.next(), expected = right.next(); !shown.done || !expected.done;) {
    const order = orderOf(table, shown, expected);
    if (order === 0) compareRow(table, shown.value as ViewRow, expected.value as ViewRow, findings);
    else if (order < 0) tellRow(table, shown.value as ViewRow, 'row_unexpected', findings);
    else tellRow(table, expected.value as ViewRow, 'row_missing', findings);
    if (order <= 0) shown = left.next();
    if (order >= 0) expected = right.next();
    rows += 1;
    if (rows % SLICE === 0) await nextTurn();
    signal?.throwIfAborted();
  }
  findings.count('rows', rows);
  findings.count('tables');
}

/** Less than 0: the shown row comes first, and so has none to stand beside. */
function orderOf(table: ViewTable, shown: IteratorResult<ViewRow>, expected: IteratorResult<ViewRow>): number {
  if (shown.done) return 1;
  return expected.done ? -1 : compareKeys(table.key, shown.value, expected.value);
}

function compareRow(table: ViewTable, shown: ViewRow, expected: ViewRow, findings: Findings): void {
  for (const column of table.columns) {
    if (shown[column] === expected[column]) continue;
    const key = keyText(table, shown);
    findings.fault({
      kind: 'column_differs',
      sentence: `${table.name}[${key}].${column} is ${valueText(shown[column])}, the events give ${valueText(expected[column])}.`,
      account: accountOf(shown),
      row: { table: table.name, key, column },
    });
  }
}

const SENTENCES = {
  row_unexpected: 'is there and does not follow from the events',
  row_missing: 'follows from the events and is not there',
} as const;

function tellRow(table: ViewTable, row: ViewRow, kind: keyof typeof SENTENCES, findings: Findings): void {
  const key = keyText(table, row);
  const sentence = `${table.name}[${key}] ${SENTENCES[kind]}.`;
  findings.fault({ kind, sentence, account: accountOf(row), row: { table: table.name, key, column: null } });
}

function accountOf({ account }: ViewRow): string | null {
  return typeof account === 'string' ? account : null;
}

const SHOWN_LENGTH = 80;

function valueText(value: ViewRow[string] | undefined): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length <= SHOWN_LENGTH ? text : `${text.slice(0, SHOWN_LENGTH - 1)}…`;
}
