import { invariant, totalMicro } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { movementsOf, postingsOf, type AccountEvent, type Book, type UsageCharged } from '#libs/ledger/index.js';

export interface FoldedGrant {
  amountMicro: bigint;
  /** What left it in any way of rule 19, what came back taken off. */
  leftMicro: bigint;
}

/** What the journal alone says of an account, added up from nothing. */
export interface FoldedAccount {
  readonly grants: Map<string, FoldedGrant>;
  chargedMicro: bigint;
  overageMicro: bigint;
  charges: number;
}

export interface UsageKey {
  readonly source: string;
  readonly id: string;
}

/** The whole journal, folded once, with no help from a read model. */
export class JournalFold {
  readonly accounts = new Map<string, FoldedAccount>();
  events = 0;
  postings = 0;
  /** Sum over all postings of all events. */
  balanceMicro = 0n;
  unbalancedEvents = 0;
  charges = 0;
  conflicts = 0;
  /** The charge that most grants paid for: it makes the most telling receipt. */
  tellingKey: UsageKey | undefined;
  private tellingScore = 0;

  apply({ event, stream }: RecordedEvent<AccountEvent>): void {
    this.events += 1;
    this.post(event);
    this.move(this.account(stream.slice(stream.indexOf('-') + 1)), event);
    if (event.type === 'UsageCharged') this.charged(event.data);
    if (event.type === 'UsageConflictRecorded') this.conflicts += 1;
  }

  account(id: string): FoldedAccount {
    const found = this.accounts.get(id) ?? { grants: new Map(), chargedMicro: 0n, overageMicro: 0n, charges: 0 };
    this.accounts.set(id, found);
    return found;
  }

  private post(event: AccountEvent): void {
    const postings = postingsOf(event);
    const sum = totalMicro(postings.map(({ amountMicro }) => amountMicro));
    this.postings += postings.length;
    this.balanceMicro += sum;
    if (sum !== 0n) this.unbalancedEvents += 1;
  }

  private move(account: FoldedAccount, event: AccountEvent): void {
    for (const { from, to, amountMicro } of movementsOf(event)) {
      if (from.book === 'issued') this.grant(account, to).amountMicro += amountMicro;
      else if (to.book === 'grant') this.grant(account, to).leftMicro -= amountMicro;
      if (from.book === 'grant') this.grant(account, from).leftMicro += amountMicro;
      if (from.book === 'overage') account.overageMicro += amountMicro;
      if (to.book === 'overage') account.overageMicro -= amountMicro;
      if (to.book === 'consumed') account.chargedMicro += amountMicro;
      if (from.book === 'consumed') account.chargedMicro -= amountMicro;
    }
  }

  private grant({ grants }: FoldedAccount, book: Book): FoldedGrant {
    invariant(book.book === 'grant', 'credits are issued to a grant');
    const found = grants.get(book.grant) ?? { amountMicro: 0n, leftMicro: 0n };
    grants.set(book.grant, found);
    return found;
  }

  private charged({ usage, allocations }: UsageCharged['data']): void {
    this.charges += 1;
    this.account(usage.account).charges += 1;
    const grants = new Set(allocations.flatMap(({ grant }) => grant ?? [])).size;
    if (grants + allocations.length / 100 <= this.tellingScore) return;
    this.tellingScore = grants + allocations.length / 100;
    this.tellingKey = { source: usage.source, id: usage.id };
  }
}

const PAGE = 5_000;

export async function foldJournal(reader: JournalReader): Promise<JournalFold> {
  const fold = new JournalFold();
  for (let after = 0; ;) {
    const records = await reader.all<AccountEvent>(after, PAGE);
    for (const record of records) if (record.stream.startsWith('account-')) fold.apply(record);
    const last = records.at(-1);
    if (last === undefined) return fold;
    after = last.position;
  }
}
