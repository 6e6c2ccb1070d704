import { usageKeyFingerprint, type Fingerprint } from '#libs/kernel/index.js';
import {
  ClientCommands,
  type CommandFamily,
  type CommandParts,
  type CommandSeen,
} from '#libs/journal/application/client-commands.js';
import type { Needs } from '#libs/journal/application/writer.js';
import type { Revision } from '#libs/journal/contract.js';
import { accountAggregate, accountDecider } from '../domain/account.js';
import type { DisputedFacts } from '../domain/commands.js';
import type { AccountDecision } from '../domain/decision.js';
import type { AccountEvent } from '../domain/events.js';
import { disputeKey } from '../domain/keys.js';
import type { AccountRejection } from '../domain/rejections.js';
import type { AccountState } from '../domain/state.js';
import type { AccountCommands } from './account-commands.js';
import type { DisputeCommand } from './disputes.js';
import { effectOf } from './effect-of.js';
import { findRecord } from './find-record.js';
import { lastCorrection } from './usage-facts.js';

type Loaded = DisputedFacts | undefined;

interface Disputed {
  readonly chargedRevision: Revision;
  readonly since: Revision;
}

export function createDisputeCommands(parts: CommandParts): AccountCommands<DisputeCommand> {
  return new ClientCommands<DisputeCommand, AccountState, AccountEvent, AccountRejection, Loaded>(
    new DisputeFamily(parts),
    parts,
  );
}

class DisputeFamily implements CommandFamily<DisputeCommand, AccountState, AccountEvent, AccountRejection, Loaded> {
  readonly aggregate = accountAggregate;
  readonly effectOf = effectOf;

  constructor(private readonly parts: CommandParts) {}

  idOf({ account }: DisputeCommand): string {
    return account;
  }

  needs(command: DisputeCommand): Needs {
    return { keys: [this.key(command)], streams: [] };
  }

  /** What counts as made since a dispute lies after it: its decision may not have known of a correction just before. */
  async load(command: DisputeCommand): Promise<Loaded> {
    const disputed = await this.disputed(command);
    if (disputed === undefined) return undefined;
    const { chargedRevision, since } = disputed;
    const last = await lastCorrection(this.parts, command.account, chargedRevision);
    return {
      chargedRevision,
      lastRevision: last !== undefined && last.revision > since ? last.revision : chargedRevision,
    };
  }

  decide(command: DisputeCommand, state: AccountState, seen: CommandSeen, facts: Loaded): AccountDecision {
    const idUsed = seen.prior(this.key(command)) !== undefined;
    const context = { clock: seen.clock, alreadyDone: seen.alreadyDone, idUsed };
    return command.type === 'DisputeUsage'
      ? accountDecider.decide({ ...command, facts, context }, state)
      : accountDecider.decide({ ...command, lastRevision: facts?.lastRevision, context }, state);
  }

  /** The debit, and where its dispute stands; of one that is to be opened, every correction counts. */
  private async disputed(command: DisputeCommand): Promise<Disputed | undefined> {
    const { account } = command;
    if (command.type === 'ResolveDispute') {
      const opened = await findRecord(this.parts, account, this.key(command), 'UsageDisputed');
      return opened && { chargedRevision: opened.event.data.chargedRevision, since: opened.revision };
    }
    const usageKey = usageKeyFingerprint(command.key, this.parts.sha256);
    const debit = await findRecord(this.parts, account, usageKey, 'UsageCharged');
    return debit && { chargedRevision: debit.revision, since: debit.revision };
  }

  private key({ account, dispute }: DisputeCommand): Fingerprint {
    return disputeKey(account, dispute, this.parts.sha256);
  }
}
