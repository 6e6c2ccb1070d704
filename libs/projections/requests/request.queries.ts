import type { Kysely } from 'kysely';
import { KINDS, type AccountId, type Kind } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Revision } from '#libs/journal/contract.js';
import { CursorInvalid, type Page, type PageRequest } from '../page.js';
import type { ReceiptReader } from '../receipts/receipt-reader.js';
import type { ReceiptView } from '../receipts/receipt-view.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { Debits } from './debits.js';
import { findTree } from './find-tree.js';
import { requestIndex, revisionsOfReservation } from './request-index.js';
import type { RequestCall, RequestQueries, RequestTotals, RequestTree } from './request-view.js';

/** Calls of a tree that an answer holds. */
const LARGEST_TREE = 1_000;
/** Then others get their turn. */
const RECEIPTS_AT_ONCE = 50;

export class JournalRequestQueries implements RequestQueries {
  constructor(
    private readonly reader: JournalReader,
    private readonly db: Kysely<ViewsSchema>,
    private readonly receipts: ReceiptReader,
  ) {}

  async tree(account: AccountId, requestId: string): Promise<RequestTree | undefined> {
    const position = await shownPosition(this.db, 'requests');
    const index = await requestIndex(this.db, account);
    const found = await findTree(requestId, index, new Debits(this.reader, account), LARGEST_TREE);
    if (found.calls.length === 0) return undefined;
    const calls: RequestCall[] = [];
    for (const { depth, debit } of found.calls) {
      calls.push({ depth, receipt: await this.receipts.receipt(debit) });
      if (calls.length % RECEIPTS_AT_ONCE === 0) await new Promise(setImmediate);
    }
    return { account, requestId, calls, complete: found.complete, totals: totalsOf(calls), position };
  }

  async ofReservation(
    account: AccountId,
    reservation: string,
    { after, limit }: PageRequest,
  ): Promise<Page<ReceiptView>> {
    const from = after === undefined ? 0 : revisionOf(after) + 1;
    const debits = new Debits(this.reader, account);
    const items: ReceiptView[] = [];
    for await (const revision of revisionsOfReservation(this.db, account, reservation, from)) {
      for await (const debit of debits.which([revision], ({ reservationId }) => reservationId === reservation)) {
        if (items.length === limit) return { items, next: String(items.at(-1)!.revision) };
        items.push(await this.receipts.receipt(debit));
      }
    }
    return { items, next: null };
  }
}

function revisionOf(cursor: string): Revision {
  if (!/^\d{1,15}$/.test(cursor)) throw new CursorInvalid(cursor);
  return Number(cursor);
}

function totalsOf(calls: readonly RequestCall[]): RequestTotals {
  let chargedMicro = 0n;
  let netMicro = 0n;
  const quantities = new Map<Kind, bigint>();
  for (const { receipt } of calls) {
    chargedMicro += receipt.totalMicro;
    netMicro += receipt.net.totalMicro;
    for (const { kind, quantity } of receipt.net.components) {
      quantities.set(kind, (quantities.get(kind) ?? 0n) + BigInt(quantity));
    }
  }
  const used = KINDS.flatMap((kind) => (quantities.has(kind) ? [{ kind, quantity: quantities.get(kind)! }] : []));
  return { calls: calls.length, chargedMicro, netMicro, quantities: used };
}
