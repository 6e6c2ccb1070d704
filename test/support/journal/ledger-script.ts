import { usageKeyFingerprint, type Credits, type Instant, type Kind } from '#libs/kernel/index.js';
import { streamName, type RecordedEvent } from '#libs/journal/contract.js';
import type { AccountEvent, AccountOpened, Allocation, GrantTerms } from '#libs/ledger/contract.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { accountOpened, creditsGranted, meta, micro, periodOpened, START, usageCharged } from './event-builders.js';
import { InMemoryJournalReader } from './in-memory-journal-reader.js';

interface Script {
  readonly grants: { readonly grant: string; remaining: bigint }[];
  period: number;
  /** Open overage by period. */
  readonly overage: Map<number, bigint>;
}

/**
 * Writes a journal that makes sense, in the plainest way: grants pay in the order they were made, unless one is named;
 * the rest becomes overage.
 */
export class LedgerScript {
  readonly journal = new InMemoryJournalReader();
  now: Instant = START;
  private readonly accounts = new Map<string, Script>();
  private usages = 0;

  open(account: string, data: Partial<AccountOpened['data']> = {}): this {
    this.accounts.set(account, { grants: [], period: -1, overage: new Map() });
    this.add(account, accountOpened(account, data));
    return this.nextPeriod(account);
  }

  nextPeriod(account: string): this {
    const script = this.of(account);
    script.period += 1;
    this.add(account, periodOpened(account, script.period));
    return this;
  }

  grant(account: string, grant: string, amount: number | bigint, terms: Partial<GrantTerms> = {}): this {
    const granted = creditsGranted(account, grant, { amountMicro: micro(amount), ...terms });
    this.of(account).grants.push({ grant, remaining: granted.data.terms.amountMicro });
    this.add(account, granted);
    return this;
  }

  setRules(account: string, percents: readonly number[], floors: readonly bigint[] = []): this {
    this.add(account, {
      type: 'AlertRulesSet',
      data: { account, alertRules: { percents, floorsMicro: floors.map(micro) } },
    });
    return this;
  }

  /** The key of a debit came again with other content. */
  conflict(account: string, charge: RecordedEvent): this {
    this.add(account, {
      type: 'UsageConflictRecorded',
      data: {
        account,
        source: 'gateway',
        id: 'usage-1',
        chargedRevision: charge.revision,
        conflictingHash: 'cd'.repeat(32),
        hashVersion: 1,
        claimedAccount: account,
      },
    });
    return this;
  }

  charge(
    account: string,
    amount: number | bigint,
    how: { readonly from?: string; readonly member?: string; readonly model?: string; readonly period?: number } = {},
  ): RecordedEvent {
    const script = this.of(account);
    const { period = script.period, from, ...usage } = how;
    const amounts = split(BigInt(amount));
    const allocations = amounts.flatMap(([, part], index) => this.pay(script, index, part, period, from));
    this.usages += 1;
    const id = `usage-${this.usages}`;
    const remaining = script.grants.reduce((total, grant) => total + grant.remaining, 0n);
    const overage = [...script.overage.values()].reduce((total, open) => total + open, 0n);
    const data = { allocations, remainingAfterMicro: micro(remaining), overageAfterMicro: micro(overage) };
    const event = usageCharged({ account, id, occurredAt: this.now, amounts, data, period, ...usage });
    const record = this.add(account, event);
    this.journal.use(
      usageKeyFingerprint({ source: 'gateway', id }, sha256),
      record,
      event.data.contentHash.slice(0, 32),
    );
    return record;
  }

  add(account: string, event: AccountEvent): RecordedEvent {
    return this.journal.append(streamName('account', account), event, meta(this.now));
  }

  private pay(script: Script, component: number, amount: bigint, period: number, from?: string): Allocation[] {
    const allocations: Allocation[] = [];
    let left = amount;
    for (const grant of script.grants.filter(({ grant: id }) => from === undefined || id === from)) {
      const part = left < grant.remaining ? left : grant.remaining;
      if (part === 0n) continue;
      grant.remaining -= part;
      left -= part;
      const amounts = { amountMicro: micro(part), afterMicro: micro(grant.remaining) };
      allocations.push({ component, grant: grant.grant, overage: null, held: false, ...amounts });
    }
    if (left > 0n) {
      const open = (script.overage.get(period) ?? 0n) + left;
      script.overage.set(period, open);
      const overage = { period, policy: 'block', priceVersion: null } as const;
      const amounts = { amountMicro: micro(left), afterMicro: micro(open) };
      allocations.push({ component, grant: null, overage, held: false, ...amounts });
    }
    return allocations;
  }

  private of(account: string): Script {
    const script = this.accounts.get(account);
    if (script === undefined) throw new Error(`the script has not opened ${account}`);
    return script;
  }
}

/** Two kinds, so that a debit has several components. */
function split(amount: bigint): readonly (readonly [Kind, Credits])[] {
  const input = amount / 3n;
  return [
    ['input', micro(input)],
    ['output', micro(amount - input)],
  ];
}
