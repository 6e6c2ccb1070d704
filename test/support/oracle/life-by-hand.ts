import type { Book, Grant } from './account/book.js';
import type { Deed, Moment, Terms, Told, ToldUsage } from './account/deeds.js';
import { WholeLedger } from './whole-ledger.js';

/* Two accounts, `a` and `b`, with short words for what happens to the first. */

export const DAY = 24 * 3_600_000;
export const JANUARY = Date.UTC(2026, 0, 1);
export const FEBRUARY = Date.UTC(2026, 1, 1);
let told = 0;

export class Life {
  readonly ledger = new WholeLedger();

  constructor(policy: Extract<Deed, { type: 'openAccount' }>['policy'] = { type: 'block' }) {
    for (const account of ['a', 'b']) {
      const terms = { account, zone: 'UTC', billingDay: 1, currency: 'CNY', policy, members: [] };
      this.at(JANUARY, { type: 'openAccount', ...terms });
    }
  }

  get book(): Book {
    return this.ledger.books.get('a')!;
  }

  /** Everything that came before has been read. */
  at(now: number, deed: Deed, moment: Partial<Moment> = {}): string {
    told += 1;
    const step: Told = { key: `k${told}`, moment: { now, giveUpTo: now, takeUpTo: now, ...moment }, deed };
    return this.ledger.tell(step);
  }

  give(
    now: number,
    grant: string,
    amount: bigint,
    change: Partial<Extract<Deed, { type: 'giveCredits' }>> = {},
  ): string {
    const given = { account: 'a', grant, source: 'top_up', amountMicro: amount, scope: {} };
    return this.at(now, { type: 'giveCredits', ...given, ...change });
  }

  use(now: number, amount: bigint, change: Partial<ToldUsage> = {}): string {
    const id = `u${(told += 1)}`;
    const parts = [{ kind: 'input', amountMicro: amount }];
    const usage = { source: 's', id, account: 'a', model: 'm', occurredAt: now, requestId: id, parts, ...change };
    return this.at(now, { type: 'use', usage, receivedAt: now });
  }

  reserve(now: number, reservation: string, amount: bigint, ttlMs = DAY): string {
    const parts = [{ kind: 'input', amountMicro: amount }];
    return this.at(now, { type: 'reserve', account: 'a', reservation, model: 'm', parts, ttlMs });
  }

  timer(now: number): string {
    return this.at(now, { type: 'timer', account: 'a' });
  }

  grant(id: string): Grant {
    return this.book.grants.get(id)!;
  }

  open(): Record<string, bigint> {
    return Object.fromEntries([...this.book.buckets.values()].map(({ name, openMicro }) => [name, openMicro]));
  }

  lines(period: number): string[] {
    return this.book.periods[period]!.lines.map((line) => `${line.line} ${line.amountMinor}`);
  }
}

export function plan(change: Partial<Terms> = {}): Terms {
  const nothing = { scope: {}, priority: null, rolloverMicro: null, every: null, count: null };
  return { kind: 'plan', feeMinor: 930n, allowanceMicro: 31n, firstPeriod: 'whole', ...nothing, ...change };
}

export function subscribe(subscription: string, terms: Terms): Deed {
  return { type: 'subscribe', account: 'a', subscription, terms, currency: 'CNY' };
}
