import { isDeepStrictEqual } from 'node:util';
import {
  accountAggregate,
  type AccountEvent,
  type AccountState,
  type OpenAccountState,
  type UsageCharged,
  type UsageCorrected,
} from '#libs/ledger/index.js';
import { EventAudit } from './event-audit.js';

/** The debit of a usage and its last correction. */
export interface Charged {
  readonly first: UsageCharged['data'];
  readonly last?: UsageCorrected['data'];
}

/** What the recorded events make of the accounts: states, an audit of each, and every usage. */
export class FollowedAccounts {
  readonly audits = new Map<string, EventAudit>();
  private readonly events = new Map<string, AccountEvent[]>();
  private readonly states = new Map<string, AccountState>();
  private readonly usages = new Map<string, Charged>();

  follow(account: string, events: readonly AccountEvent[]): void {
    if (events.length === 0) return;
    const audit = this.audits.get(account) ?? new EventAudit();
    this.audits.set(account, audit);
    this.states.set(account, events.reduce(accountAggregate.evolve, this.stateOf(account)));
    const known = this.events.get(account) ?? [];
    this.events.set(account, known);
    for (const event of events) {
      known.push(event);
      audit.take(event);
      this.note(event);
    }
  }

  stateOf(account: string): AccountState {
    return this.states.get(account) ?? accountAggregate.initial;
  }

  open(account: string): OpenAccountState | undefined {
    const state = this.stateOf(account);
    return state.status === 'open' ? state : undefined;
  }

  /** How many events the account has. */
  revisions(account: string): number {
    return this.events.get(account)?.length ?? 0;
  }

  usage(source: string, id: string): Charged | undefined {
    return this.usages.get(JSON.stringify([source, id]));
  }

  /** What a crash leaves is the events: they fold to the very state there was. */
  isAsFolded(account: string): boolean {
    const { evolve, initial } = accountAggregate;
    const folded = (this.events.get(account) ?? []).reduce<AccountState>(evolve, initial);
    return isDeepStrictEqual(folded, this.stateOf(account));
  }

  private note(event: AccountEvent): void {
    if (event.type === 'UsageCharged') {
      const { source, id } = event.data.usage;
      this.usages.set(JSON.stringify([source, id]), { first: event.data });
    }
    if (event.type === 'UsageCorrected') {
      const key = JSON.stringify([event.data.source, event.data.id]);
      this.usages.set(key, { first: this.usages.get(key)!.first, last: event.data });
    }
  }
}
