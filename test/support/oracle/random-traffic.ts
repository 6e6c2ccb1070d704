import { Dice } from './dice.js';
import {
  accountBody,
  addedTariff,
  DAY,
  fullTariffs,
  grantSteps,
  LATE_MODELS,
  MODELS,
  rfc3339,
} from './random-books.js';
import { broken, contradicted, retold, usageEvent, type UsageEvent } from './random-events.js';
import type { AccountBody, ReceivedRecord, Step } from './vocabulary.js';

export interface TrafficOptions {
  seed: number;
  accounts: number;
  events: number;
  /** The receipt of the first record, ms. Default: 20 days before 2026-11-20T00:00Z. */
  from?: number;
  /** The receipt of the last record. At most 20 days after `from`: then nothing but `tooOld` ones passes the horizon. */
  until?: number;
  duplicateShare?: number;
  conflictShare?: number;
  brokenShare?: number;
  lateShare?: number;
  tooOldShare?: number;
  futureShare?: number;
  unknownModelShare?: number;
  unknownAccountShare?: number;
  /** Share of grants that expire. 0 where alerts are compared: lapsing depends on when commands were received. */
  expiringShare?: number;
  /**
   * A second full tariff in force from half-way on. It can be published only before that instant (rule 30): for suites
   * whose clock stands at `from`, or whose `until` lies ahead.
   */
  priceChange?: boolean;
  /** Whether a conflict may name another account. False where the order between partitions is left to the broker. */
  crossAccountConflicts?: boolean;
  /** Names the source of every record. */
  recordSource?: string;
}

export interface TrafficRecord extends ReceivedRecord {
  /** Account the record should be keyed by in Kafka. */
  partitionKey: string;
}

export interface Traffic {
  /** Tariffs, accounts and grants, in order. */
  setUp: Step[];
  records: TrafficRecord[];
  /** Opens the late accounts, then prices the late models: what was held for them is charged by itself. */
  afterwards: Step[];
}

const DEFAULT_UNTIL = Date.UTC(2026, 10, 20);
const DEFAULTS = {
  duplicateShare: 0.06,
  conflictShare: 0.01,
  brokenShare: 0.01,
  lateShare: 0.05,
  tooOldShare: 0.003,
  futureShare: 0.003,
  unknownModelShare: 0.01,
  unknownAccountShare: 0.01,
  expiringShare: 0.3,
  priceChange: false,
  crossAccountConflicts: true,
  recordSource: 'traffic',
};

type Settled = typeof DEFAULTS & TrafficOptions & { from: number; until: number };

class TrafficMaker {
  private readonly dice: Dice;
  private readonly accounts: AccountBody[] = [];
  private readonly lateAccounts: AccountBody[] = [];
  private readonly told: UsageEvent[] = [];
  private calls = 0;

  constructor(private readonly options: Settled) {
    this.dice = new Dice(options.seed);
  }

  make(): Traffic {
    const { accounts, events, from, until } = this.options;
    for (let index = 1; index <= accounts; index += 1) {
      this.accounts.push(accountBody(this.dice, `acc-${index}`, from));
    }
    for (let index = 1; index <= 2; index += 1) {
      this.lateAccounts.push(accountBody(this.dice, `late-${index}`, from));
    }
    const tariffs = fullTariffs(this.dice, this.options);
    const setUp: Step[] = [
      ...tariffs.map((body): Step => ({ type: 'publishTariff', at: rfc3339(from), body })),
      ...this.accounts.flatMap((body) => this.opening(body, from)),
    ];
    const records = Array.from({ length: events }, (_, offset) => this.record(offset));
    const afterwards: Step[] = [
      ...this.lateAccounts.flatMap((body) => this.opening(body, until)),
      { type: 'publishTariff', at: rfc3339(until), body: addedTariff(this.dice, from) },
    ];
    return { setUp, records, afterwards };
  }

  private opening(body: AccountBody, at: number): Step[] {
    const opened: Step = { type: 'openAccount', at: rfc3339(at), body };
    return [opened, ...grantSteps(this.dice, body.account, { ...this.options, at })];
  }

  private record(offset: number): TrafficRecord {
    const { from, until, events, recordSource } = this.options;
    const receivedAt = from + Math.floor(((until - from) * offset) / events);
    const { event, text } = this.telling(receivedAt);
    const partitionKey = String(event.data.account);
    return { source: recordSource, offset, receivedAt, text, partitionKey };
  }

  private telling(receivedAt: number): { event: UsageEvent; text: string } {
    const { duplicateShare, conflictShare, brokenShare, crossAccountConflicts } = this.options;
    const roll = this.dice.fraction();
    const earlier = this.told.length > 0 ? this.dice.pick(this.told) : undefined;
    if (earlier !== undefined && roll < duplicateShare) {
      return { event: earlier, text: JSON.stringify(retold(this.dice, earlier)) };
    }
    if (earlier !== undefined && roll < duplicateShare + conflictShare) {
      const other = crossAccountConflicts ? this.dice.pick(this.accounts).account : undefined;
      return { event: earlier, text: JSON.stringify(contradicted(this.dice, earlier, other)) };
    }
    const event = this.freshEvent(receivedAt);
    if (roll < duplicateShare + conflictShare + brokenShare) return { event, text: broken(this.dice, event) };
    this.told.push(event);
    return { event, text: JSON.stringify(event) };
  }

  private freshEvent(receivedAt: number): UsageEvent {
    const { unknownModelShare, unknownAccountShare } = this.options;
    this.calls += 1;
    const account = this.dice.chance(unknownAccountShare)
      ? this.dice.pick([...this.lateAccounts.map((late) => late.account), 'nobody'])
      : this.dice.pick(this.accounts).account;
    const body = [...this.accounts, ...this.lateAccounts].find((one) => one.account === account);
    return usageEvent(this.dice, {
      source: this.dice.pick(['gateway/east', 'gateway/west']),
      id: `call-${this.calls}`,
      account,
      members: body?.members ?? [],
      model: this.dice.pick(this.dice.chance(unknownModelShare) ? LATE_MODELS : MODELS),
      occurredAt: this.occurredAt(receivedAt),
    });
  }

  /** Too old and in the future by a margin that holds whichever receipt between `from` and now a broker writes. */
  private occurredAt(receivedAt: number): number {
    const { lateShare, tooOldShare, futureShare, from, until } = this.options;
    const roll = this.dice.fraction();
    if (roll < tooOldShare) return from - this.dice.whole(40, 80) * DAY;
    if (roll < tooOldShare + futureShare) return until + DAY + this.dice.whole(1, DAY);
    if (roll < tooOldShare + futureShare + lateShare) return receivedAt - this.dice.whole(DAY, 10 * DAY);
    return receivedAt - this.dice.whole(0, 3_600_000);
  }
}

/** The same options give the same traffic, byte for byte. */
export function makeTraffic(options: TrafficOptions): Traffic {
  const until = options.until ?? DEFAULT_UNTIL;
  return new TrafficMaker({ ...DEFAULTS, ...options, from: options.from ?? until - 20 * DAY, until }).make();
}

/** The traffic as the oracle takes it. */
export function stepsOf(traffic: Traffic): Step[] {
  const receipts = traffic.records.map((record): Step => ({ type: 'receive', record }));
  return [...traffic.setUp, ...receipts, ...traffic.afterwards];
}
