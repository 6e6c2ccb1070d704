import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { AccountHistory } from '../history/account-history.js';
import { GrantBalances, type GrantBalance } from '../history/grant-balances.js';
import { effectiveMovements } from './effective-time.js';

/** What an account held at `at`, by what was known at `knownAt` (rule 11). */
export interface AsOfBalance {
  readonly account: AccountId;
  readonly at: Instant;
  readonly knownAt: Instant;
  /** Held credits included. */
  readonly remainingMicro: bigint;
  /** Open, over all buckets. */
  readonly overageMicro: bigint;
  /** Grants that are not empty, in the order in which they came to hold something. */
  readonly grants: readonly GrantBalance[];
  /** Last event of the account that was known. */
  readonly revision: Revision;
  readonly position: Position;
}

/** Reads the account's stream once, from its beginning. `undefined`: nothing was known of the account. */
export async function balanceAsOf(
  history: AccountHistory,
  account: AccountId,
  { at, knownAt }: { readonly at: Instant; readonly knownAt: Instant },
): Promise<AsOfBalance | undefined> {
  const sums = new GrantBalances();
  let last: Pick<AsOfBalance, 'revision' | 'position'> | undefined;
  for await (const { record } of history.entries(account, { toTime: knownAt })) {
    for (const { movement, effectiveAt } of effectiveMovements(record)) if (effectiveAt <= at) sums.add(movement);
    last = { revision: record.revision, position: record.position };
  }
  if (last === undefined) return undefined;
  return {
    account,
    at,
    knownAt,
    remainingMicro: sums.remainingMicro(),
    overageMicro: sums.overageMicro(),
    grants: sums.balances(),
    ...last,
  };
}
