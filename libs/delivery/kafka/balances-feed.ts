import type { AccountId } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import type { Feed } from '../feeds/feed.js';
import { accountOf, isOfAccount } from '../messages/fact-message.js';
import type { BalanceTeller } from './balance-teller.js';

const EVENTS_AT_ONCE = 500;
/** The journal is read on for so long, so that an account which moves a lot is told once. */
const EVENTS_PER_TELLING = 5_000;

/** `ledger.balances.v1`: every account something happened to, once for all that happened to it. */
export class BalancesFeed implements Feed {
  readonly name = 'kafka-balances';
  readonly beginsAt = 'beginning';

  constructor(
    private readonly reader: Pick<JournalReader, 'all'>,
    private readonly teller: BalanceTeller,
  ) {}

  async tell(after: Position, until: Position): Promise<Position> {
    const end = Math.min(until, after + EVENTS_PER_TELLING);
    await this.teller.tell([...(await this.touched(after, end))]);
    return end;
  }

  private async touched(after: Position, end: Position): Promise<ReadonlySet<AccountId>> {
    const accounts = new Set<AccountId>();
    for (let from = after; from < end; from += EVENTS_AT_ONCE) {
      const records = await this.reader.all(from, Math.min(EVENTS_AT_ONCE, end - from));
      for (const record of records) if (isOfAccount(record)) accounts.add(accountOf(record));
    }
    return accounts;
  }
}
