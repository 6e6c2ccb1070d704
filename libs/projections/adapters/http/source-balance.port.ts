import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { BalanceView, GrantView } from '../../contract.js';

/** What the account's own events say, with no read model in between. */
export type SourceBalanceView = Pick<
  BalanceView,
  'account' | 'at' | 'remainingMicro' | 'availableMicro' | 'lapsingMicro' | 'overageMicro' | 'revision' | 'position'
> & { readonly grants: readonly Omit<GrantView, 'consumedMicro'>[] };

/** Token of the SourceBalances port. */
export const SOURCE_BALANCES = Symbol('SourceBalances');

export interface SourceBalances {
  /** `undefined`: no such account. */
  balance(account: AccountId, at: Instant): Promise<SourceBalanceView | undefined>;
}
