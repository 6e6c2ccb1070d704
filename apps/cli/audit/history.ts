import { formatInstant } from '#libs/kernel/index.js';
import type { HistoryBound } from '#libs/audit/index.js';
import type { HistoryEntry } from '#libs/projections/index.js';
import { NotFound } from '../not-found.js';
import { startProgress } from '../terminal/progress.js';
import { table } from '../terminal/table.js';
import { grouped, plural } from '../terminal/text.js';
import { writeWhole } from '../write-whole.js';
import { withAuditedAccounts, type AuditedAccounts } from './audited-accounts.js';

export interface AskedHistory {
  readonly dataDir: string;
  readonly account: string;
  readonly bound: HistoryBound;
}

/** A table is for reading: the newest events, and how many are in front of them. */
const SHOWN = 200;

export async function historyTable({ dataDir, account, bound }: AskedHistory): Promise<string> {
  return withAuditedAccounts(dataDir, async (accounts) => {
    const newest: HistoryEntry[] = [];
    let events = 0;
    for await (const entry of followed(accounts, accounts.audit.entries(account, bound), positionOf)) {
      events += 1;
      newest.push(entry);
      if (newest.length > SHOWN) newest.shift();
    }
    if (events === 0) throw noHistory(account);
    const columns = ['revision', 'position', 'moved', 'remaining', 'overage'].map((head) => ({
      head,
      align: 'right' as const,
    }));
    const left = [{ head: 'recorded' }, { head: 'event' }];
    const title = `${account}: ${plural(events, 'event')}, credits in micro-credits`;
    const shown = table(title, [...columns.slice(0, 2), ...left, ...columns.slice(2)], newest.map(rowOf));
    const earlier = events - newest.length;
    return earlier === 0 ? shown : `${shown}  ${grouped(earlier)} earlier ones are left out; --ndjson has all.\n`;
  });
}

/** One JSON object, written as it is read: a history may be longer than memory. */
export function historyJson(asked: AskedHistory, write: (text: string) => Promise<void>): Promise<void> {
  return withAuditedAccounts(asked.dataDir, async ({ audit }) => {
    await requireHistory(audit, asked);
    let before: string | undefined;
    let isFirst = true;
    await write(`{"account":${JSON.stringify(asked.account)},"events":[`);
    for await (const line of audit.lines(asked.account, asked.bound)) {
      if (before !== undefined) {
        await write(isFirst ? before : `,${before}`);
        isFirst = false;
      }
      before = line.trimEnd();
    }
    await write(`],"end":${before ?? 'null'}}\n`);
  });
}

/** A line an event, and one that says what they come to. */
export function historyFile(asked: AskedHistory, file: string): Promise<string> {
  const { account, bound, dataDir } = asked;
  return withAuditedAccounts(dataDir, async (accounts) => {
    await requireHistory(accounts.audit, asked);
    let lines = 0;
    await writeWhole(file, async (handle) => {
      for await (const line of followed(accounts, accounts.audit.lines(account, bound), positionOfLine)) {
        await handle.appendFile(line);
        lines += 1;
      }
    });
    return `Wrote ${plural(lines - 1, 'event')} of ${account} to ${file}.\n`;
  });
}

async function requireHistory(audit: AuditedAccounts['audit'], { account, bound }: AskedHistory): Promise<void> {
  const { items } = await audit.page(account, bound, { limit: 1 });
  if (items.length === 0) throw noHistory(account);
}

function noHistory(account: string): NotFound {
  return new NotFound(`Nothing is recorded of account ${account} up to there.`);
}

async function* followed<Item>(
  { head }: AuditedAccounts,
  items: AsyncIterable<Item>,
  position: (item: Item) => number,
): AsyncGenerator<Item> {
  const progress = startProgress({ total: head, label: 'reading', show: grouped });
  try {
    for await (const item of items) {
      progress.moveTo(position(item));
      yield item;
    }
  } finally {
    progress.stop();
  }
}

function positionOf({ record }: HistoryEntry): number {
  return record.position;
}

function positionOfLine(line: string): number {
  return Number(/"position":(\d+)/.exec(line)?.[1] ?? 0);
}

function rowOf({ record, movedMicro, remainingAfterMicro, overageAfterMicro }: HistoryEntry): readonly string[] {
  const { revision, position, meta, event } = record;
  const figures = [movedMicro, remainingAfterMicro, overageAfterMicro].map(grouped);
  return [grouped(revision), grouped(position), formatInstant(meta.recordedAt), event.type, ...figures];
}
