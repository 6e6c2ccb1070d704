import { fingerprint, type Fingerprint, type HashText } from '#libs/kernel/index.js';
import { tariffBookAggregate } from '#libs/catalog/index.js';
import type { Needs, Prepared } from '#libs/journal/application/writer.js';
import { accountAggregate, conflictKey } from '#libs/ledger/index.js';
import type { MeteredUsage } from '#libs/metering/contract.js';
import { accountOf } from './charge-one.js';

/** What charging some usages must know: their keys and accounts, then conflicts' keys and holders, then tariff books. */
export function chargeNeeds(usages: readonly MeteredUsage[], prepared: Prepared, sha256: HashText): Needs {
  const keys: Fingerprint[] = [];
  const accounts = new Set<string>();
  const books = new Set<string>();
  for (const { usage, usageKey, contentHash } of usages) {
    keys.push(usageKey);
    accounts.add(usage.account);
    const prior = prepared.prior(usageKey);
    if (prior !== undefined) accounts.add(accountOf(prior));
    if (prior !== undefined && prior.content !== fingerprint(contentHash)) {
      keys.push(conflictKey(usageKey, contentHash, sha256));
    }
    const account = prepared.state(accountAggregate, usage.account);
    if (account?.status === 'open') books.add(account.tariffBook);
  }
  const streams = [
    ...[...accounts].map((id) => ({ category: accountAggregate.category, id })),
    ...[...books].map((id) => ({ category: tariffBookAggregate.category, id })),
  ];
  return { keys, streams };
}
