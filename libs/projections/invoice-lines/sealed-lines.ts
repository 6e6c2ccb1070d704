import type { Position } from '#libs/journal/contract.js';
import { billRows, type BillRows, type Read } from './bill-rows.js';
import type { SealedInvoiceLine, SealedLinesCursor, SealedLinesPage, SealedLinesRange } from './invoice-view.js';
import { linesOf } from './lines-of.js';
import { sealsTable, type SealRow } from './seal-rows.js';
import { compareSealedLines, sealedLinesCursorText } from './sealed-lines-cursor.js';
import { billsShownUpTo } from './shown-lines.js';
import type { TariffRates } from './tariff-rates.js';

/** Sealed periods read together. */
const PERIODS_AT_ONCE = 100;
const BEGINNING: SealedLinesCursor = { position: 0 };

type Range = SealedLinesRange & { readonly until: Position };

export async function sealedLinesPage(
  db: Read,
  tariffs: TariffRates,
  range: SealedLinesRange,
  limit: number,
): Promise<SealedLinesPage> {
  const { after = BEGINNING } = range;
  const until = Math.min(range.until ?? Infinity, await billsShownUpTo(db));
  const lines: SealedInvoiceLine[] = [];
  for (let from = after; lines.length <= limit;) {
    const seals = await sealsAfter(db, { ...range, after: from, until });
    lines.push(...(await linesOfSeals(db, tariffs, seals)).filter((line) => compareSealedLines(line, after) > 0));
    if (seals.length < PERIODS_AT_ONCE) break;
    from = { position: seals.at(-1)!.position };
  }
  const items = lines.slice(0, limit);
  if (lines.length <= limit) return { items, next: null, reached: latest(after, { position: until }) };
  const { position, ordinal } = items.at(-1)!;
  const reached = { position, ordinal };
  return { items, next: sealedLinesCursorText(reached), reached };
}

/** A period is begun anew where the cursor stands among its lines. */
async function sealsAfter(db: Read, { after = BEGINNING, until, ...at }: Range): Promise<readonly SealRow[]> {
  let query = db
    .selectFrom('invoice_seals')
    .selectAll()
    .where('position', after.ordinal === undefined ? '>' : '>=', BigInt(after.position))
    .where('position', '<=', BigInt(until));
  if (at.sealedFrom !== undefined) query = query.where('sealed_at', '>=', BigInt(at.sealedFrom));
  if (at.sealedUntil !== undefined) query = query.where('sealed_at', '<', BigInt(at.sealedUntil));
  const rows = await query.orderBy('position').limit(PERIODS_AT_ONCE).execute();
  return rows.map(sealsTable.decode);
}

async function linesOfSeals(
  db: Read,
  tariffs: TariffRates,
  seals: readonly SealRow[],
): Promise<readonly SealedInvoiceLine[]> {
  const bills = await billRows(db, seals);
  const rates = await tariffs.of(bills.flatMap(({ usage }) => usage));
  return bills.flatMap((bill, at) =>
    linesOf(bill, rates).map((line, place) => sealedLine(bill, seals[at]!, line, place)),
  );
}

function sealedLine(
  { period: { startsAt, endsAt, zone } }: BillRows,
  { account, period, sealedAt, position }: SealRow,
  line: SealedInvoiceLine['line'],
  place: number,
): SealedInvoiceLine {
  return { account, period, startsAt, endsAt, zone, sealedAt, position, ordinal: place + 1, line };
}

function latest(left: SealedLinesCursor, right: SealedLinesCursor): SealedLinesCursor {
  return compareSealedLines(left, right) > 0 ? left : right;
}

/** The period the place is in counts while it has lines after it. */
export async function periodsAfter(
  db: Read,
  tariffs: TariffRates,
  cursor: SealedLinesCursor = BEGINNING,
): Promise<number> {
  const shown = await billsShownUpTo(db);
  const { count } = await db
    .selectFrom('invoice_seals')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('position', '>', BigInt(cursor.position))
    .where('position', '<=', BigInt(shown))
    .executeTakeFirstOrThrow();
  if (cursor.ordinal === undefined) return Number(count);
  const rest = await sealedLinesPage(db, tariffs, { after: cursor, until: cursor.position }, 1);
  return Number(count) + (rest.items.length > 0 ? 1 : 0);
}
