import { subtractCredits, type AccountId } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type RecordedEvent, type Revision, type StreamName } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import { CursorInvalid, pageOf, type Page, type PageRequest } from '../page.js';
import type { HistoryEntry, HistoryQueries } from './history-view.js';
import { balanceAfter, NOTHING, saidBy, type RunningBalance } from './running-balance.js';

const LOOK_BACK = 100;

/** An account's stream with the balance after each event. A page costs the same wherever it begins. */
export class JournalHistoryQueries implements HistoryQueries {
  constructor(private readonly reader: JournalReader) {}

  async history(account: AccountId, { after, limit }: PageRequest): Promise<Page<HistoryEntry>> {
    const stream = streamName('account', account);
    const from = after === undefined ? 0 : revisionOf(after) + 1;
    const records = await this.reader.stream<AccountEvent>(stream, from, limit + 1);
    const entries = withBalances(await this.balanceBefore(stream, from), records);
    return pageOf(entries, limit, ({ record }) => String(record.revision));
  }

  /** Goes back to the last event that says what remained, and forward again from there. */
  private async balanceBefore(stream: StreamName, revision: Revision): Promise<RunningBalance> {
    const forward: RecordedEvent<AccountEvent>[] = [];
    for (let until = revision; until > 0;) {
      const from = Math.max(0, until - LOOK_BACK);
      const chunk = await this.reader.stream<AccountEvent>(stream, from, until - from);
      const saying = chunk.findLastIndex(({ event }) => saidBy(event) !== undefined);
      forward.unshift(...chunk.slice(saying + 1));
      const said = chunk[saying] && saidBy(chunk[saying].event);
      if (said !== undefined) return fold(said, forward);
      until = from;
    }
    return fold(NOTHING, forward);
  }
}

function fold(start: RunningBalance, records: readonly RecordedEvent<AccountEvent>[]): RunningBalance {
  return records.reduce((balance, { event }) => balanceAfter(balance, event), start);
}

function withBalances(start: RunningBalance, records: readonly RecordedEvent<AccountEvent>[]): readonly HistoryEntry[] {
  let before = start;
  return records.map((record) => {
    const after = balanceAfter(before, record.event);
    const movedMicro = subtractCredits(after.remainingMicro, before.remainingMicro);
    const overageMovedMicro = subtractCredits(after.overageMicro, before.overageMicro);
    before = after;
    return {
      record,
      movedMicro,
      overageMovedMicro,
      remainingAfterMicro: after.remainingMicro,
      overageAfterMicro: after.overageMicro,
    };
  });
}

function revisionOf(cursor: string): Revision {
  const revision = Number(cursor);
  if (!/^\d+$/.test(cursor) || !Number.isSafeInteger(revision)) throw new CursorInvalid(cursor);
  return revision;
}
