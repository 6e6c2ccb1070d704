import { commandClock, type TimeParts } from '#libs/journal/application/client-commands.js';
import type { Session } from '#libs/journal/application/session.js';
import type { JournalWriter } from '#libs/journal/application/writer.js';
import { invariant, type AccountId, type Instant } from '#libs/kernel/index.js';
import { accountAggregate, accountDecider } from '../domain/account.js';
import type { DueAccountsPort } from './ports/due-accounts.port.js';
import type { TransferCommands } from './transfers/transfer-commands.js';

export interface DueWorkParts extends TimeParts {
  readonly writer: JournalWriter;
  readonly dueAccounts: DueAccountsPort;
  readonly clock: () => Instant;
  /** Takes up again what was cut short; safe to repeat. */
  readonly transfers: Pick<TransferCommands, 'finish'>;
}

/** What one pass over the accounts came to. */
export interface DueWorkReport {
  readonly accounts: number;
  readonly events: number;
  /** Accounts whose work could not be done; it is tried again in the next pass. */
  readonly failures: readonly { readonly account: AccountId; readonly error: unknown }[];
}

/** Accounts whose work shares commits: enough to make them cheap, few enough to let intake come in between. */
const AT_ONCE = 100;
/** Accounts found by one look-up, which takes as long as there are accounts due: a million when periods end. */
const FOUND_AT_ONCE = 10_000;

/**
 * Work that falls due while nobody comes by (rule 15). Every decision does what is due before it; this is the one that
 * does nothing else. A timer that is late, early or gone wrong costs time, never a fact: the state says what is due.
 */
export class DueWorkRunner {
  constructor(private readonly parts: DueWorkParts) {}

  /**
   * One pass: every account at most once, so that one whose work must wait does not hold up the others. It ends early, at
   * most a batch later, when it is told to stop.
   */
  async run(stopping?: AbortSignal): Promise<DueWorkReport> {
    const failures: { account: AccountId; error: unknown }[] = [];
    let accounts = 0;
    let events = 0;
    for await (const batch of this.batches()) {
      const done = await Promise.allSettled(batch.map((account) => this.runFor(account)));
      done.forEach((result, at) => {
        if (result.status === 'fulfilled') events += result.value;
        else failures.push({ account: batch[at]!, error: result.reason as unknown });
      });
      accounts += batch.length;
      if (stopping?.aborted) break;
    }
    return { accounts, events, failures };
  }

  private async *batches(): AsyncGenerator<readonly AccountId[]> {
    for (let page: { readonly after?: AccountId } = {}; ;) {
      const limits = commandClock(this.parts.clock(), this.parts);
      const due = await this.parts.dueAccounts.due(limits, { ...page, limit: FOUND_AT_ONCE });
      for (let at = 0; at < due.length; at += AT_ONCE) yield due.slice(at, at + AT_ONCE);
      if (due.length < FOUND_AT_ONCE) return;
      page = { after: due.at(-1)! };
    }
  }

  /** @returns how many events were due */
  private async runFor(account: AccountId): Promise<number> {
    const { result } = await this.parts.writer.submit({
      lane: 'intake',
      weight: 1,
      needs: () => ({ keys: [], streams: [{ category: accountAggregate.category, id: account }] }),
      decide: (session) => this.decide(account, session),
    });
    if (result.hasTransfers) await this.parts.transfers.finish(account);
    return result.events;
  }

  private decide(account: AccountId, session: Session): { readonly events: number; readonly hasTransfers: boolean } {
    const state = session.state(accountAggregate, account);
    const clock = commandClock(session.now, this.parts);
    const decision = accountDecider.decide({ type: 'RunDueWork', account, clock }, state);
    invariant(decision.type === 'accepted', 'due work is never refused');
    const { events } = decision;
    const { now } = session;
    const cause = { type: 'due', upTo: now } as const;
    session.append(accountAggregate, account, events, { actor: 'due-work', cause, receivedAt: now });
    return { events: events.length, hasTransfers: state.status === 'open' && state.transfers.length > 0 };
  }
}
