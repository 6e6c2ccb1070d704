import { totalMicro } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { postingsOf, type AccountEvent, type CreditsGranted, type UsageCharged } from '#libs/ledger/index.js';

export interface FoldedGrant {
  readonly amountMicro: bigint;
  consumedMicro: bigint;
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

  apply({ event }: RecordedEvent<AccountEvent>): void {
    this.events += 1;
    this.post(event);
    if (event.type === 'CreditsGranted') this.granted(event.data);
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

  private granted({ account, grant, amountMicro }: CreditsGranted['data']): void {
    this.account(account).grants.set(grant, { amountMicro, consumedMicro: 0n });
  }

  private charged({ usage, allocations, totalMicro: total }: UsageCharged['data']): void {
    const account = this.account(usage.account);
    this.charges += 1;
    account.charges += 1;
    account.chargedMicro += total;
    for (const { grant, amountMicro } of allocations) {
      const payer = grant === null ? undefined : account.grants.get(grant);
      if (payer === undefined) account.overageMicro += amountMicro;
      else payer.consumedMicro += amountMicro;
    }
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
