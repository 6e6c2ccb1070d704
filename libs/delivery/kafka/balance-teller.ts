import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AccountId, HashText, Instant } from '#libs/kernel/index.js';
import type { BalanceQueries } from '#libs/projections/contract.js';
import { balanceMessage } from '../messages/balance-message.js';
import { sourceOf, toRecord } from '../messages/cloud-event.js';
import type { OutRecord, TopicPublisher } from '../ports/topic-publisher.port.js';

export interface BalanceTellerParts {
  readonly balances: Pick<BalanceQueries, 'balance'>;
  readonly publisher: TopicPublisher;
  readonly ledgerId: string;
  readonly sha256: HashText;
  readonly clock: () => Instant;
}

/** Accounts read before others get their turn: queries on the embedded store hold the thread. */
const READ_AT_ONCE = 20;
const TOLD_AT_ONCE = 500;

/**
 * Tells balances as they are now. One call after the other: in a compacted topic the last one stands, so a balance that
 * was read earlier must not be told later.
 */
export class BalanceTeller {
  private readonly source: string;
  private busy: Promise<void> = Promise.resolve();

  constructor(private readonly parts: BalanceTellerParts) {
    this.source = sourceOf(parts.ledgerId);
  }

  tell(accounts: readonly AccountId[]): Promise<void> {
    const told = this.busy.then(() => this.tellNow(accounts));
    this.busy = told.catch(() => undefined);
    return told;
  }

  private async tellNow(accounts: readonly AccountId[]): Promise<void> {
    for (let start = 0; start < accounts.length; start += TOLD_AT_ONCE) {
      await this.parts.publisher.publish(await this.read(accounts.slice(start, start + TOLD_AT_ONCE)));
    }
  }

  private async read(accounts: readonly AccountId[]): Promise<readonly OutRecord[]> {
    const { balances, clock, sha256 } = this.parts;
    const records: OutRecord[] = [];
    for (const [index, account] of accounts.entries()) {
      if (index % READ_AT_ONCE === 0) await nextTurn();
      const view = await balances.balance(account, clock());
      if (view !== undefined) records.push(toRecord(balanceMessage(view, sha256), this.source));
    }
    return records;
  }
}
