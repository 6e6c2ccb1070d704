import { tariffBookAggregate, type TariffBook } from '#libs/catalog/index.js';
import { commandKey, type CommandOrigin } from '#libs/journal/application/client-command.js';
import { commandClock, type CommandParts } from '#libs/journal/application/client-commands.js';
import { canonicalJson } from '#libs/journal/application/command-text.js';
import type { Session } from '#libs/journal/application/session.js';
import type { Position, PriorUse } from '#libs/journal/contract.js';
import { fingerprint, type Fingerprint } from '#libs/kernel/index.js';
import {
  accountAggregate,
  accountDecider,
  correctionKey,
  type AccountState,
  type UsageFacts,
} from '#libs/ledger/index.js';
import type { RerateAnswer, ReratePeriod } from './corrections.js';
import { readPeriodUsages } from './period-usages.js';
import { planRerate, type Change } from './plan-rerate.js';
import { booksOf } from './price-again.js';

/** Corrections that share a commit: few enough to let other work come in between. */
const AT_ONCE = 100;
/** A usage that somebody else corrects meanwhile is read and priced anew, so often. */
const PASSES_MAX = 5;

interface Prospect {
  readonly prior: PriorUse | undefined;
  readonly state: AccountState;
  readonly books: ReadonlyMap<string, TariffBook>;
}

/**
 * Every usage of a period by another price (rule 29): one command of many appends. Its corrections all carry its key and
 * the very last uses it up, so that a retry of one cut short goes on where it ended, and of one completed changes nothing.
 */
export class PeriodRerating {
  private readonly key: Fingerprint;
  private readonly input: Fingerprint;
  private position: Position = 0;
  private isWhole = true;

  constructor(
    private readonly command: ReratePeriod,
    private readonly origin: CommandOrigin,
    private readonly parts: CommandParts,
  ) {
    this.key = commandKey(origin, parts.sha256);
    this.input = fingerprint(parts.sha256(canonicalJson(command)));
  }

  async run(): Promise<RerateAnswer> {
    let replayed = false;
    for (let pass = 1; ; pass += 1) {
      const { prior, state, books } = await this.prospect();
      if (prior !== undefined && prior.content !== this.input) return this.keyReused();
      if (pass === 1) replayed = prior !== undefined;
      if (state.status === 'unopened') return this.refused({ code: 'account_unknown', account: this.command.account });
      const { account, period, rerate } = this.command;
      const read = await readPeriodUsages(this.parts.reader, account, period, this.key);
      if (read === undefined) return this.refused({ code: 'period_unknown', period });
      const plan = planRerate(read.usages, state, rerate, books);
      if (plan.type === 'rejected') return plan;
      if (prior !== undefined || plan.changes.length === 0 || pass > PASSES_MAX) {
        const { corrected, deltaMicro } = read;
        const came = { usages: read.usages.length, corrected, unpriced: plan.unpriced, deltaMicro };
        return { type: 'accepted', ...came, position: this.position, replayed };
      }
      await this.correctAll(plan.changes);
    }
  }

  private async prospect(): Promise<Prospect> {
    const { account, rerate } = this.command;
    const { result, position } = await this.parts.writer.submit<Prospect>({
      lane: 'interactive',
      weight: 1,
      needs: () => ({ keys: [this.key], streams: [{ category: accountAggregate.category, id: account }] }),
      followUps: (prepared) => booksOf(prepared.state(accountAggregate, account), rerate),
      decide: (session) => ({
        prior: session.prior(this.key),
        state: session.state(accountAggregate, account),
        books: this.books(session),
      }),
    });
    this.position = position;
    return result;
  }

  private books(session: Session): ReadonlyMap<string, TariffBook> {
    const { account, rerate } = this.command;
    const names = booksOf(session.state(accountAggregate, account), rerate).streams.map(({ id }) => id);
    return new Map(names.map((name) => [name, session.state(tariffBookAggregate, name)]));
  }

  private async correctAll(changes: readonly Change[]): Promise<void> {
    this.isWhole = true;
    for (let at = 0; at < changes.length; at += AT_ONCE) {
      const page = changes.slice(at, at + AT_ONCE);
      const isLastPage = at + AT_ONCE >= changes.length;
      const keys = page.map(({ facts }) => this.correctionKey(facts));
      await this.parts.writer.submit({
        lane: 'intake',
        weight: page.length,
        needs: () => ({
          keys: [this.key, ...keys],
          streams: [{ category: accountAggregate.category, id: this.command.account }],
        }),
        decide: (session) => {
          // Another try of the same command has completed it since this one began.
          if (session.prior(this.key) !== undefined) return;
          page.forEach((change, place) => this.correct(change, isLastPage && place === page.length - 1, session));
        },
      });
    }
  }

  /** In the order in which the usages were charged. What cannot be corrected now is left for the next pass. */
  private correct({ facts, rated }: Change, isLast: boolean, session: Session): void {
    const { account, fault, reason } = this.command;
    const state = session.state(accountAggregate, account);
    const key = { source: facts.charged.usage.source, id: facts.charged.usage.id };
    const context = { clock: commandClock(session.now, this.parts), alreadyDone: false, idUsed: false };
    const superseded = session.prior(this.correctionKey(facts)) !== undefined;
    const correction = { type: 'CorrectUsage', account, key, revision: facts.lastRevision, fault, reason } as const;
    const decision = accountDecider.decide({ ...correction, facts, superseded, rerated: rated, context }, state);
    if (decision.type === 'rejected') {
      this.isWhole = false;
      return;
    }
    for (const event of decision.events) {
      const isEffect = event.type === 'UsageCorrected' && isLast && this.isWhole;
      session.append(accountAggregate, account, [event], this.causedBy(isEffect));
    }
  }

  private causedBy(isEffect: boolean) {
    const { client, receivedAt } = this.origin;
    const cause = isEffect
      ? ({ type: 'command', client, key: this.key, input: this.input } as const)
      : ({ type: 'consequence', client, key: this.key } as const);
    return { actor: client, receivedAt, cause };
  }

  private correctionKey({ lastRevision }: UsageFacts): Fingerprint {
    return correctionKey(this.command.account, lastRevision, this.parts.sha256);
  }

  private keyReused(): RerateAnswer {
    return this.refused({ code: 'idempotency_key_reused', idempotencyKey: this.origin.idempotencyKey });
  }

  private refused(rejection: Extract<RerateAnswer, { type: 'rejected' }>['rejection']): RerateAnswer {
    return { type: 'rejected', rejection };
  }
}
