import {
  ClientCommands,
  type CommandFamily,
  type CommandParts,
  type CommandSeen,
} from '#libs/journal/application/client-commands.js';
import type { Needs } from '#libs/journal/application/writer.js';
import type { Fingerprint } from '#libs/kernel/index.js';
import { accountAggregate, accountDecider } from '../domain/account.js';
import type { AccountDecision } from '../domain/decision.js';
import type { AccountEvent } from '../domain/events.js';
import { reversalKey } from '../domain/keys.js';
import type { AccountRejection } from '../domain/rejections.js';
import type { AccountState } from '../domain/state.js';
import type { MoneyLine } from '../domain/terms.js';
import type { AccountCommands } from './account-commands.js';
import { effectOf } from './effect-of.js';
import { readSealedLine } from './line-facts.js';
import type { MoneyBackCommand } from './money-back.js';
import { purchaseFacts, readPurchaseStory, type PurchaseStory } from './purchase-facts.js';

interface Loaded {
  readonly story: PurchaseStory | undefined;
  readonly sealedLine: MoneyLine | undefined;
}

export function createMoneyBackCommands(parts: CommandParts): AccountCommands<MoneyBackCommand> {
  return new ClientCommands<MoneyBackCommand, AccountState, AccountEvent, AccountRejection, Loaded>(
    new MoneyBackFamily(parts),
    parts,
  );
}

class MoneyBackFamily implements CommandFamily<MoneyBackCommand, AccountState, AccountEvent, AccountRejection, Loaded> {
  readonly aggregate = accountAggregate;
  readonly effectOf = effectOf;

  constructor(private readonly parts: CommandParts) {}

  idOf({ account }: MoneyBackCommand): string {
    return account;
  }

  needs(command: MoneyBackCommand): Needs {
    const keys = command.type === 'ReversePurchase' ? [this.reversalKey(command)] : [];
    return { keys, streams: [] };
  }

  async load(command: MoneyBackCommand): Promise<Loaded> {
    const { account } = command;
    if (command.type === 'IssueCreditNote') {
      return { story: undefined, sealedLine: await readSealedLine(this.parts, account, command.line) };
    }
    return { story: await readPurchaseStory(this.parts, account, command.grant), sealedLine: undefined };
  }

  decide(command: MoneyBackCommand, state: AccountState, seen: CommandSeen, loaded: Loaded): AccountDecision {
    const context = { clock: seen.clock, alreadyDone: seen.alreadyDone, idUsed: false };
    if (command.type === 'IssueCreditNote') {
      const sealedLine = openLine(state, command.line) ?? loaded.sealedLine;
      return accountDecider.decide({ ...command, sealedLine, context }, state);
    }
    const reversed = seen.prior(this.reversalKey(command)) !== undefined;
    const { clock } = seen;
    const facts = loaded.story === undefined ? undefined : purchaseFacts(loaded.story, { state, clock, reversed });
    return accountDecider.decide({ ...command, facts, context }, state);
  }

  private reversalKey({ account, grant }: Extract<MoneyBackCommand, { type: 'ReversePurchase' }>): Fingerprint {
    return reversalKey(account, grant, this.parts.sha256);
  }
}

/** A period that is due is sealed in front of the decision (rule 15): its lines are sealed ones then. */
function openLine(state: AccountState, line: string): MoneyLine | undefined {
  const lines = state.status === 'open' ? state.periods.flatMap((period) => period.lines) : [];
  return lines.find((other) => other.line === line);
}
