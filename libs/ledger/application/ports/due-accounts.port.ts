import type { AccountId } from '#libs/kernel/index.js';
import type { Clock } from '../../domain/commands.js';

/** A hint where work may be due; the account's own state decides. */
export interface DueAccountsPort {
  /** Accounts with something due by the limits, in ascending order of their ids; `after`: the last one seen. */
  due(
    limits: Pick<Clock, 'now' | 'takeUpTo' | 'closeGraceMs'>,
    page: { readonly limit: number; readonly after?: AccountId },
  ): Promise<readonly AccountId[]>;
}
