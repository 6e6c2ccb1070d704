import { formatInstant, viewJson, type AccountId } from '#libs/kernel/index.js';
import type { Cause } from '#libs/journal/contract.js';
import { movementsOf } from '#libs/ledger/contract.js';
import type { HistoryEntry } from '#libs/projections/contract.js';
import { GrantBalances } from './grant-balances.js';

/** An event whole, as public JSON: amounts as decimal strings, instants as RFC 3339 text. */
export function entryJson({ record, ...figures }: HistoryEntry) {
  const { event, meta, position, revision } = record;
  const { recordedAt, receivedAt, actor, cause } = meta;
  return {
    ...viewJson({ revision, position, type: event.type, recordedAt, receivedAt, actor }),
    cause: causeJson(cause),
    data: viewJson(event.data),
    ...viewJson(figures),
  };
}

/**
 * One JSON object a line: every event, and at the end what they come to. The last line has `end: true`, so that a file
 * that was cut short can be told from a whole one.
 */
export async function* historyLines(account: AccountId, entries: AsyncIterable<HistoryEntry>): AsyncGenerator<string> {
  const grants = new GrantBalances();
  let events = 0;
  let last: HistoryEntry | undefined;
  for await (const entry of entries) {
    for (const movement of movementsOf(entry.record.event)) grants.add(movement);
    events += 1;
    last = entry;
    yield `${JSON.stringify(entryJson(entry))}\n`;
  }
  const end = {
    end: true,
    account,
    events,
    revision: last?.record.revision ?? null,
    position: last?.record.position ?? null,
    remainingMicro: last?.remainingAfterMicro ?? 0n,
    overageMicro: last?.overageAfterMicro ?? 0n,
    grants: grants.balances(),
  };
  yield `${JSON.stringify(viewJson(end))}\n`;
}

function causeJson(cause: Cause) {
  return cause.type === 'due' ? { ...cause, upTo: formatInstant(cause.upTo) } : cause;
}
