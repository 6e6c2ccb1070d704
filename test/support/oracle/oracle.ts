import type { Moment } from './account/deeds.js';
import { AccountBook } from './account-book.js';
import type { BookedCharge } from './booked.js';
import { contentOf, readUsage } from './cloud-event.js';
import { priceUsage, type PublishedTariff } from './price-list.js';
import { Unusable } from './provider-blocks.js';
import type { AccountBody, GrantBody, OracleUsage, ReceivedRecord, Step, TariffBody } from './vocabulary.js';

const LATE_HORIZON = 35 * 24 * 3_600_000;
const FUTURE_TOLERANCE = 5 * 60_000;

export type OracleHoldReason =
  | 'account_unknown'
  | 'rate_unknown'
  | 'usage_too_old'
  | 'usage_in_future'
  | 'amount_out_of_range'
  | 'reservation_already_settled';

export type OracleOutcome = 'charged' | 'duplicate' | 'conflict' | 'held' | 'rejected';

export interface OracleHeld {
  record: ReceivedRecord;
  usage: OracleUsage;
  reason: OracleHoldReason;
  releasedAs: OracleOutcome | null;
}

export type OracleCounts = Record<OracleOutcome, number>;

interface KeyUse {
  content: string;
  account: AccountBook;
  charge: BookedCharge;
  /** Contents that were already reported as conflicts (rule 6). */
  conflicting: string[];
}

function noCounts(): OracleCounts {
  return { charged: 0, duplicate: 0, conflict: 0, held: 0, rejected: 0 };
}

/** A usage key as one text; JSON keeps the two parts apart. */
export function keyText(source: string, id: string): string {
  return JSON.stringify([source, id]);
}

/** The whole ledger, in memory, one step at a time. */
export class Oracle {
  readonly accounts = new Map<string, AccountBook>();
  readonly keys = new Map<string, KeyUse>();
  readonly held: OracleHeld[] = [];
  /** First outcomes per source (rule 37). */
  readonly totals = new Map<string, OracleCounts>();
  /** Outcomes of held usages that were released later, counted apart. */
  readonly releases = noCounts();
  /** Refused commands, in order. */
  readonly refusals: { step: Step['type']; code: string }[] = [];
  private readonly tariffs: PublishedTariff[] = [];
  private readonly seen = new Set<string>();

  /** @param isWaiting for a source that nobody reads: then nothing is taken, no expiry and no seal (rule 15) */
  constructor(private readonly isWaiting = false) {}

  run(steps: Step[]): this {
    for (const step of steps) this.step(step);
    return this;
  }

  step(step: Step): void {
    switch (step.type) {
      case 'openAccount':
        return this.openAccount(step.body, Date.parse(step.at));
      case 'addMember':
        return this.addMember(step.body, Date.parse(step.at));
      case 'setAlertRules':
        return this.accounts
          .get(step.body.account)
          ?.setAlertRules(step.body.alertRules, this.momentOf(Date.parse(step.at)));
      case 'grantCredits':
        return this.grantCredits(step.body, Date.parse(step.at));
      case 'publishTariff':
        return this.publishTariff(step.body);
      case 'receive':
        this.receive(step.record);
    }
  }

  openAccount(body: AccountBody, at: number): void {
    if (this.accounts.has(body.account)) return this.refuse('openAccount', 'account_exists');
    const account = AccountBook.open(body, this.momentOf(at));
    if (typeof account === 'string') return this.refuse('openAccount', account);
    this.accounts.set(body.account, account);
    this.release();
  }

  addMember(body: { account: string; member: string }, at: number): void {
    const account = this.accounts.get(body.account);
    const code = account === undefined ? 'account_unknown' : account.addMember(body.member, this.momentOf(at));
    if (code !== null) this.refuse('addMember', code);
  }

  grantCredits(body: GrantBody, at: number): void {
    const account = this.accounts.get(body.account);
    const code = account === undefined ? 'account_unknown' : account.grant(body, this.momentOf(at));
    if (code !== null) this.refuse('grantCredits', code);
  }

  publishTariff(body: TariffBody): void {
    const published = this.tariffs.filter((tariff) => tariff.book === body.book).length;
    this.tariffs.push({ ...body, version: published + 1 });
    this.release();
  }

  /** A record at an offset already read has its outcome: telling it again changes nothing (rule 37). */
  receive(record: ReceivedRecord): OracleOutcome | 'seen' {
    const place = keyText(record.source, String(record.offset));
    if (this.seen.has(place)) return 'seen';
    this.seen.add(place);
    const outcome = this.outcomeOf(record);
    const counts = this.totals.get(record.source) ?? noCounts();
    counts[outcome] += 1;
    this.totals.set(record.source, counts);
    return outcome;
  }

  private outcomeOf(record: ReceivedRecord): OracleOutcome {
    const usage = readUsage(record);
    if (usage instanceof Unusable) return 'rejected';
    const outcome = this.tryCharge(usage, record.receivedAt);
    if (outcome === 'charged' || outcome === 'duplicate' || outcome === 'conflict') return outcome;
    this.held.push({ record, usage, reason: outcome, releasedAs: null });
    return 'held';
  }

  /** The key goes first: what was charged before is a duplicate or a conflict, whatever else is wrong with it now. */
  private tryCharge(usage: OracleUsage, receivedAt: number): 'charged' | 'duplicate' | 'conflict' | OracleHoldReason {
    const key = keyText(usage.source, usage.id);
    const use = this.keys.get(key);
    if (use !== undefined) return this.repeated(use, contentOf(usage));
    if (usage.occurredAt < receivedAt - LATE_HORIZON) return 'usage_too_old';
    if (usage.occurredAt > receivedAt + FUTURE_TOLERANCE) return 'usage_in_future';
    const account = this.accounts.get(usage.account);
    if (account === undefined) return 'account_unknown';
    const book = this.tariffs.filter((tariff) => tariff.book === account.body.tariffBook);
    const price = priceUsage(book, usage);
    if (price.type === 'unpriced') return 'rate_unknown';
    if (price.type === 'outOfRange') return 'amount_out_of_range';
    const charge = account.charge(usage, price.components, receivedAt, this.momentOf(receivedAt));
    if (typeof charge === 'string') return charge;
    this.keys.set(key, { content: contentOf(usage), account, charge, conflicting: [] });
    return 'charged';
  }

  /** Rule 6. */
  private repeated(use: KeyUse, content: string): 'duplicate' | 'conflict' {
    if (content === use.content) return 'duplicate';
    if (!use.conflicting.includes(content)) {
      use.conflicting.push(content);
      use.account.conflicts += 1;
    }
    return 'conflict';
  }

  /** An account or a rate has appeared: what waited for one is tried again in order of arrival (rule 30). */
  private release(): void {
    for (const held of this.held) {
      if (held.releasedAs !== null || !['account_unknown', 'rate_unknown'].includes(held.reason)) continue;
      const outcome = this.tryCharge(held.usage, held.record.receivedAt);
      if (outcome === 'charged' || outcome === 'duplicate' || outcome === 'conflict') {
        held.releasedAs = outcome;
        this.releases[outcome] += 1;
      } else {
        held.reason = outcome;
      }
    }
  }

  /** Nothing is read that came later: work is due up to what is at hand, be it given or taken (rule 15). */
  private momentOf(at: number): Moment {
    return { now: at, giveUpTo: at, takeUpTo: this.isWaiting ? -Infinity : at };
  }

  private refuse(step: Step['type'], code: string): void {
    this.refusals.push({ step, code });
  }
}
