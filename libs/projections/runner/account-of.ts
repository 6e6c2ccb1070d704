import type { AccountId } from '#libs/kernel/index.js';
import type { AccountEvent } from '#libs/ledger/contract.js';

export function accountOf(event: AccountEvent): AccountId {
  return event.type === 'UsageCharged' ? event.data.usage.account : event.data.account;
}
