import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { BalanceView, GrantView } from '../../contract.js';

type SourceGrant = Pick<
  GrantView,
  | 'grant'
  | 'source'
  | 'priority'
  | 'amountMicro'
  | 'remainingMicro'
  | 'heldMicro'
  | 'ended'
  | 'eligibleFrom'
  | 'expiresAt'
  | 'scope'
  | 'costBasis'
  | 'rollover'
>;

/** What the account's own events say, with no read model in between. */
export interface SourceBalanceView extends Pick<
  BalanceView,
  | 'account'
  | 'at'
  | 'remainingMicro'
  | 'reservedMicro'
  | 'availableMicro'
  | 'lapsingMicro'
  | 'pendingRolloverMicro'
  | 'overageMicro'
  | 'headroomMicro'
  | 'blocked'
  | 'revision'
  | 'position'
> {
  readonly grants: readonly SourceGrant[];
}

/** Token of the SourceBalances port. */
export const SOURCE_BALANCES = Symbol('SourceBalances');

export interface SourceBalances {
  /** `undefined`: no such account. */
  balance(account: AccountId, at: Instant): Promise<SourceBalanceView | undefined>;
}
