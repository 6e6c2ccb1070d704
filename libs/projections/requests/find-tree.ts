import type { RecordedEvent, Revision } from '#libs/journal/contract.js';
import type { UsageCharged } from '#libs/ledger/contract.js';
import type { Debits } from './debits.js';
import type { RequestIndex } from './request-index.js';
import { textHash } from './text-hash.js';

export interface FoundCall {
  readonly depth: number;
  readonly debit: RecordedEvent<UsageCharged>;
}

export interface FoundTree {
  /** By revision. */
  readonly calls: readonly FoundCall[];
  /** False: there are more. Those nearest to the root were taken. */
  readonly complete: boolean;
}

/** Debits that are read for one that is shown, at most: a child is met under its cause before it is met by itself. */
const READS_PER_CALL = 4;

/**
 * Level by level from a request down. A request is looked at once, so calls that name each other as their cause end the
 * search as any others do.
 *
 * @param most calls
 */
export async function findTree(root: string, index: RequestIndex, debits: Debits, most: number): Promise<FoundTree> {
  const calls = new Map<Revision, FoundCall>();
  const seen = new Set([root]);
  const isFull = () => calls.size > most || debits.size > most * READS_PER_CALL;
  let level = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    const below: string[] = [];
    for (const request of level) {
      for await (const debit of ofRequest(request, index, debits)) {
        calls.set(debit.revision, { depth, debit });
        if (isFull()) break;
      }
      for await (const child of under(request, index, debits)) {
        if (!seen.has(child)) below.push(child);
        seen.add(child);
        if (isFull()) break;
      }
      if (isFull()) return shown(calls, most, false);
    }
    level = below;
  }
  return shown(calls, most, true);
}

function ofRequest(request: string, { requests }: RequestIndex, debits: Debits) {
  return debits.which(requests.find(textHash(request)), ({ requestId }) => requestId === request);
}

/** Requests that it triggered: as often as they were charged. */
async function* under(request: string, { parents }: RequestIndex, debits: Debits): AsyncGenerator<string> {
  const children = debits.which(parents.find(textHash(request)), ({ parentRequestId }) => parentRequestId === request);
  for await (const { event } of children) yield event.data.usage.requestId;
}

function shown(calls: ReadonlyMap<Revision, FoundCall>, most: number, complete: boolean): FoundTree {
  const nearest = [...calls.values()].slice(0, most);
  return { calls: nearest.sort((left, right) => left.debit.revision - right.debit.revision), complete };
}
