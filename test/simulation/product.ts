import type { OpenAccountState } from '#libs/ledger/index.js';
import type { Told } from '../support/oracle/index.js';
import type { EventAudit } from './event-audit.js';
import type { Charged } from './followed-accounts.js';

/** The product, whatever is around its domain. */
export interface Product {
  /** @returns an outcome in the oracle's words */
  tell(told: Told): Promise<string>;
  state(account: string): OpenAccountState | undefined;
  audit(account: string): EventAudit | undefined;
  charged(source: string, id: string): Charged | undefined;
  /** What a crash leaves is what there was. */
  isAsFolded(account: string): boolean;
}
