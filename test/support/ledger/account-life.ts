import type { Instant, Kind } from '#libs/kernel/index.js';
import {
  accountDecider,
  bucketName,
  type AccountCommand,
  type AccountEvent,
  type AccountRejection,
  type AccountState,
  type Clock,
  type OpenAccountState,
} from '#libs/ledger/index.js';
import type { ClientCommand, CorrectUsage, UsageFacts } from '#libs/ledger/domain/commands.js';
import { movementsOf, type Book } from '#libs/ledger/domain/movements.js';
import { UNOPENED } from '#libs/ledger/domain/state.js';
import { micro } from '../journal/event-builders.js';
import { chargeUsage, clockAt, granted, NOW, OPEN } from './samples.js';

type Cost = readonly [kind: Kind, amount: number | bigint];
type DataOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { readonly type: Type }>['data'];
type Granting = Parameters<typeof granted>;

/** An account that lives through commands, each decided on what those before it left; an event's place is its revision. */
export class AccountLife {
  readonly events: AccountEvent[] = [];
  /** When each of them was recorded. */
  readonly recordedAt: Instant[] = [];
  now: Instant = NOW;
  private current: AccountState = UNOPENED;

  constructor(...history: readonly AccountEvent[]) {
    this.record(...(history.length === 0 ? OPEN : history));
  }

  get state(): OpenAccountState {
    if (this.current.status === 'unopened') throw new Error('the account is open');
    return this.current;
  }

  get clock(): Clock {
    return clockAt(this.now);
  }

  record(...events: readonly AccountEvent[]): this {
    for (const event of events) {
      this.current = accountDecider.evolve(this.current, event);
      this.events.push(event);
      this.recordedAt.push(this.now);
    }
    return this;
  }

  grant(...[id, amount, terms, data]: Granting): this {
    return this.record(granted(id, amount, { priority: 40, source: 'top_up', ...terms }, data));
  }

  /** At the instant of `now`, unless the usage says otherwise. */
  charge(id: string, costs: readonly Cost[], usage: Parameters<typeof chargeUsage>[1] = {}): this {
    const more = { key: { source: 'gateway', id }, requestId: id, occurredAt: this.now, ...usage };
    return this.done(chargeUsage(costs, more, { receivedAt: this.now, clock: this.clock }));
  }

  /** To a new price per component; to none, which is a reversal, where no amounts are given. */
  correct(id: string, amounts: readonly (number | bigint)[] | undefined, more: Partial<CorrectUsage> = {}): this {
    return this.done(this.correction(id, amounts, more));
  }

  correction(
    id: string,
    amounts: readonly (number | bigint)[] | undefined,
    more: Partial<CorrectUsage> = {},
  ): AccountCommand {
    const facts = this.facts(id);
    return this.command({
      type: 'CorrectUsage',
      account: 'a',
      key: { source: 'gateway', id },
      revision: facts.lastRevision,
      fault: 'operator',
      reason: 'wrong price',
      facts,
      superseded: false,
      ...(amounts === undefined ? {} : { rerated: rerated(facts, amounts) }),
      ...more,
    });
  }

  command(command: ClientCommand, { idUsed = false } = {}): AccountCommand {
    return { ...command, context: { clock: this.clock, alreadyDone: false, idUsed } };
  }

  /** What was bought, to account `b`. */
  send(transfer: string, amount: number): this {
    const policy = { promotional: false, free: false };
    const sent = { type: 'SendTransfer', account: 'a', transfer, to: 'b', amountMicro: micro(amount), policy } as const;
    return this.done(this.command(sent));
  }

  dueWork(): this {
    return this.done({ type: 'RunDueWork', account: 'a', clock: this.clock });
  }

  done(command: AccountCommand): this {
    const decision = accountDecider.decide(command, this.current);
    if (decision.type === 'rejected') throw new Error(decision.rejection.code);
    return this.record(...decision.events);
  }

  refused(command: AccountCommand): AccountRejection {
    const decision = accountDecider.decide(command, this.current);
    if (decision.type === 'accepted') throw new Error('the command was accepted');
    return decision.rejection;
  }

  facts(id: string): UsageFacts {
    const chargedRevision = this.events.findIndex((one) => one.type === 'UsageCharged' && one.data.usage.id === id);
    const lastRevision = this.events.findLastIndex((one) => one.type === 'UsageCorrected' && one.data.id === id);
    const charged = this.events[chargedRevision];
    const last = this.events[lastRevision];
    if (charged?.type !== 'UsageCharged') throw new Error(`no usage ${id}`);
    return {
      charged: charged.data,
      chargedRevision,
      last: last?.type === 'UsageCorrected' ? last.data : null,
      lastRevision: last === undefined ? chargedRevision : lastRevision,
      grants: this.events.flatMap((one) => (one.type === 'CreditsGranted' ? [one.data.terms] : [])),
    };
  }

  last<Type extends AccountEvent['type']>(type: Type): DataOf<Type> {
    const event = this.events.findLast((one) => one.type === type);
    if (event === undefined) throw new Error(`no ${type}`);
    return event.data as DataOf<Type>;
  }

  /** What has moved from one book to another so far, `grant/g > consumed`, forth less back. */
  moved(from: string, to: string): bigint {
    return this.events.flatMap(movementsOf).reduce((sum, movement) => {
      const [left, right] = [nameOf(movement.from), nameOf(movement.to)];
      if (left === from && right === to) return sum + movement.amountMicro;
      return left === to && right === from ? sum - movement.amountMicro : sum;
    }, 0n);
  }

  remaining(grant: string): bigint {
    return this.state.grants.find((live) => live.grant === grant)?.remainingMicro ?? 0n;
  }
}

function nameOf(book: Book): string {
  if (book.book === 'grant') return `grant/${book.grant}`;
  return book.book === 'overage' ? `overage/${bucketName(book.bucket)}` : book.book;
}

function rerated({ charged }: UsageFacts, amounts: readonly (number | bigint)[]): NonNullable<CorrectUsage['rerated']> {
  const { tariffs, components } = charged;
  return {
    tariffs,
    components: components.map((component, at) => ({ ...component, amountMicro: micro(amounts[at]!) })),
  };
}
