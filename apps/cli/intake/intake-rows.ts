import { formatInstant, viewJson } from '#libs/kernel/index.js';
import type {
  HeldFilter,
  HeldRow,
  IntakeRecordsPort,
  PageRequest,
  RefusedFilter,
  RefusedRow,
} from '#libs/journal/ports/intake-records.port.js';
import type { Where } from '../common-options.js';
import { table } from '../terminal/table.js';
import { plural, shortened } from '../terminal/text.js';
import { readJournal } from './read-journal.js';

export interface ListedRows extends Where {
  /** Rows at most. */
  readonly limit: number;
}

/** Rejected events, the oldest first. */
export function rejected(filter: RefusedFilter, listed: ListedRows): Promise<string> {
  return list(listed, (records, page) => records.refused(filter, page), {
    title: 'Rejected events',
    heads: ['id', 'received', 'code', 'usage id', 'became', 'source', 'why'],
    cells: ({ id, receivedAt, code, usageId, replayedAs, source, sentence }: RefusedRow) => [
      ...[`${id}`, formatInstant(receivedAt), code, usageId ?? '-', replayedAs ?? '-'],
      ...[shortened(source), sentence],
    ],
  });
}

/** Held events, the oldest first. */
export function held(filter: HeldFilter, listed: ListedRows): Promise<string> {
  return list(listed, (records, page) => records.held(filter, page), {
    title: 'Held events',
    heads: ['id', 'received', 'reason', 'account', 'usage id', 'became', 'source', 'why'],
    cells: ({ id, receivedAt, reason, account, usageId, releasedAs, source, sentence }: HeldRow) => [
      ...[`${id}`, formatInstant(receivedAt), reason, account, usageId, releasedAs ?? '-'],
      ...[shortened(source), sentence],
    ],
  });
}

interface Shown<Row> {
  readonly title: string;
  readonly heads: readonly string[];
  readonly cells: (row: Row) => readonly string[];
}

async function list<Row>(
  { dataDir, json, limit }: ListedRows,
  read: (records: IntakeRecordsPort, page: PageRequest) => Promise<readonly Row[]>,
  { title, heads, cells }: Shown<Row>,
): Promise<string> {
  const rows = await readJournal(dataDir, ({ intakeRecords }) => read(intakeRecords, { after: 0, limit }));
  if (json) return `${JSON.stringify(viewJson(rows))}\n`;
  if (rows.length === 0) return `No ${title.toLowerCase()}.\n`;
  const columns = heads.map((head) => ({ head }));
  const more = rows.length < limit ? '' : `  The first ${plural(limit, 'row')}; --limit shows more.\n`;
  return table(title, columns, rows.map(cells)) + more;
}
