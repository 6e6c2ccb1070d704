import { fingerprint, usageKeyFingerprint, type Sha256 } from '#libs/kernel/index.js';
import {
  accountDecider,
  type AccountCommand,
  type AccountEvent,
  type Clock,
  type CommandContext,
  type OpenAccountState,
} from '#libs/ledger/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { CLOSE_GRACE, isOfTransfer, type Moment, type Told, type ToldUsage } from '../support/oracle/index.js';
import type { EventAudit } from './event-audit.js';
import { FollowedAccounts, type Charged } from './followed-accounts.js';
import { InMemoryJournal } from './in-memory-journal.js';
import { commandOf } from './product-command.js';
import type { Product } from './product.js';
import { ProductFacts } from './product-facts.js';
import { components, hashOf, TARIFFS } from './product-terms.js';
import { TransferSteps } from './transfer-steps.js';

/** The product's domain with nothing around it: deciders, states folded from events, and keys in memory. */
export class ProductLedger implements Product {
  readonly journal = new InMemoryJournal();
  private readonly facts = new ProductFacts(this.journal);
  private readonly followed = new FollowedAccounts();
  private readonly done = new Set<string>();
  private readonly transfers = new TransferSteps();

  /** @returns an outcome in the oracle's words */
  async tell({ key, moment, deed }: Told): Promise<string> {
    if (deed.type === 'use') return this.use(deed.usage, deed.receivedAt, moment);
    if (isOfTransfer(deed)) {
      return this.transfers.step(deed, contextOf(moment), (command) => this.decide(deed.account, command));
    }
    const { account } = deed;
    if (deed.type === 'timer') {
      if (this.state(account) === undefined) return 'account_unknown';
      return this.decide(account, { type: 'RunDueWork', account, clock: clockOf(moment) });
    }
    const { command, idKey } = await commandOf(deed, this.facts, {
      state: this.followed.stateOf(account),
      clock: clockOf(moment),
    });
    const alreadyDone = this.done.has(key);
    const context = { ...contextOf(moment), alreadyDone, idUsed: this.facts.isUsed(idKey) };
    const outcome = this.decide(account, { ...command, context });
    if (alreadyDone) return outcome === 'nothing' ? 'again' : outcome;
    if (outcome === 'done') this.done.add(key);
    return outcome;
  }

  state(account: string): OpenAccountState | undefined {
    return this.followed.open(account);
  }

  audit(account: string): EventAudit | undefined {
    return this.followed.audits.get(account);
  }

  charged(source: string, id: string): Charged | undefined {
    return this.followed.usage(source, id);
  }

  isAsFolded(account: string): boolean {
    return this.followed.isAsFolded(account);
  }

  private use(usage: ToldUsage, receivedAt: number, moment: Moment): string {
    const { parts, ...metered } = usage;
    const contentHash = contentHashOf(usage);
    const prior = this.journal.prior(usageKeyFingerprint(usage, sha256));
    const outcome = this.decide(usage.account, {
      type: 'ChargeUsage',
      usage: {
        ...metered,
        key: { source: usage.source, id: usage.id },
        provider: 'provider',
        tier: 'standard',
        quantities: [],
        quality: 'measured',
      },
      contentHash,
      tariffs: TARIFFS,
      components: components(parts),
      receivedAt,
      clock: clockOf(moment),
      settledBefore:
        usage.reservationId !== undefined && this.facts.settled(usage.account, usage.reservationId, usage.requestId),
      ...(prior === undefined ? {} : { prior }),
    });
    if (outcome === 'nothing') return prior?.content === fingerprint(contentHash) ? 'again' : outcome;
    return outcome;
  }

  private decide(account: string, command: AccountCommand): string {
    const decision = accountDecider.decide(command, this.followed.stateOf(account));
    if (decision.type === 'rejected') return decision.rejection.code;
    this.record(account, decision.events);
    return decision.events.length === 0 && command.type !== 'RunDueWork' ? 'nothing' : 'done';
  }

  private record(account: string, events: readonly AccountEvent[]): void {
    this.followed.follow(account, events);
    this.journal.append(account, events);
    for (const event of events) {
      if (event.type === 'TransferSent') this.transfers.sent(event, this.state(account)!.currency);
    }
  }
}

function clockOf(moment: Moment): Clock {
  return { ...moment, closeGraceMs: CLOSE_GRACE };
}

function contextOf(moment: Moment): CommandContext {
  return { clock: clockOf(moment), alreadyDone: false, idUsed: false };
}

function contentHashOf({ account, member, app, model, reservationId, parts }: ToldUsage): Sha256 {
  const quantities = parts.map(({ kind, amountMicro }) => `${kind} ${amountMicro}`);
  return hashOf(JSON.stringify([account, member, app, model, reservationId, quantities]));
}
