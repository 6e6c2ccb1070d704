import type { GrantId } from '#libs/kernel/index.js';
import { movementsOf, type AccountEvent, type Book, type OverageBucket } from '#libs/ledger/contract.js';

/** Credits that reach (positive) or leave a book, and the book at the other end. */
interface Move {
  readonly other: Book['book'];
  readonly amountMicro: bigint;
}

export interface GrantMove extends Move {
  readonly grant: GrantId;
}

/** Positive where the account owes more. */
export interface OverageMove extends Move {
  readonly bucket: OverageBucket;
}

export interface Moved {
  readonly grants: readonly GrantMove[];
  readonly overage: readonly OverageMove[];
  /** Over all grants. */
  readonly remainingMicro: bigint;
  /** Open, over all buckets. */
  readonly overageMicro: bigint;
}

const NOTHING: Moved = { grants: [], overage: [], remainingMicro: 0n, overageMicro: 0n };

/** What an event moves in grants and overage, in order. Not for a debit on the hot path, which says what it leaves. */
export function movedBy(event: AccountEvent): Moved {
  const movements = movementsOf(event);
  if (movements.length === 0) return NOTHING;
  const grants: GrantMove[] = [];
  const overage: OverageMove[] = [];
  for (const { from, to, amountMicro } of movements) {
    if (from.book === 'grant') grants.push({ grant: from.grant, other: to.book, amountMicro: -amountMicro });
    if (to.book === 'grant') grants.push({ grant: to.grant, other: from.book, amountMicro });
    if (from.book === 'overage') overage.push({ bucket: from.bucket, other: to.book, amountMicro });
    if (to.book === 'overage') overage.push({ bucket: to.bucket, other: from.book, amountMicro: -amountMicro });
  }
  return { grants, overage, remainingMicro: netOf(grants), overageMicro: netOf(overage) };
}

function netOf(moves: readonly Move[]): bigint {
  return moves.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
}
