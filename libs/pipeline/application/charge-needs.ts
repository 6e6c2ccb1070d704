import { fingerprint, type Fingerprint, type HashText } from '#libs/kernel/index.js';
import { tariffBookAggregate } from '#libs/catalog/index.js';
import type { Needs, Prepared } from '#libs/journal/application/writer.js';
import { accountAggregate, conflictKey } from '#libs/ledger/index.js';
import type { MeteredUsage } from '#libs/metering/contract.js';
import { accountOf } from './charge-one.js';
import { settlementKeyOf } from './settlement.js';

/** What charging some usages must know: their keys and accounts, then conflicts' keys and holders, and tariff books. */
export class ChargeNeeds {
  private readonly accounts: ReadonlySet<string>;

  constructor(
    private readonly usages: readonly MeteredUsage[],
    private readonly sha256: HashText,
  ) {
    this.accounts = new Set(usages.map(({ usage }) => usage.account));
  }

  needs(): Needs {
    const keys = this.usages.map(({ usageKey }) => usageKey);
    for (const { usage } of this.usages) {
      if (usage.reservationId !== undefined) keys.push(settlementKeyOf(usage, usage.reservationId, this.sha256));
    }
    return { keys, streams: [...this.accounts].map(accountStream) };
  }

  followUps(prepared: Prepared): Needs {
    const keys: Fingerprint[] = [];
    const holders = new Set<string>();
    for (const { usageKey, contentHash } of this.usages) {
      const prior = prepared.prior(usageKey);
      if (prior === undefined) continue;
      holders.add(accountOf(prior));
      if (prior.content !== fingerprint(contentHash)) keys.push(conflictKey(usageKey, contentHash, this.sha256));
    }
    const streams = [...[...holders].map(accountStream), ...[...this.books(prepared)].map(bookStream)];
    return { keys, streams };
  }

  /** Every book of every account: which of them prices a usage is for its time to say. */
  private books(prepared: Prepared): ReadonlySet<string> {
    const books = new Set<string>();
    for (const id of this.accounts) {
      const account = prepared.state(accountAggregate, id);
      if (account?.status === 'open') for (const { tariffBook } of account.tariffBooks) books.add(tariffBook);
    }
    return books;
  }
}

function accountStream(id: string): Needs['streams'][number] {
  return { category: accountAggregate.category, id };
}

export function bookStream(id: string): Needs['streams'][number] {
  return { category: tariffBookAggregate.category, id };
}
