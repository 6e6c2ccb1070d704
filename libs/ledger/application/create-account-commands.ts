import { ClientCommands, type CommandParts } from '#libs/journal/application/client-commands.js';
import type { Fingerprint } from '#libs/kernel/index.js';
import { accountAggregate, accountDecider } from '../domain/account.js';
import type { AccountCommand } from '../domain/commands.js';
import type { AccountEvent } from '../domain/events.js';
import { grantKey } from '../domain/keys.js';
import type { AccountRejection } from '../domain/rejections.js';
import type { AccountState } from '../domain/state.js';
import { PLAIN_COMMANDS, type AccountCommands, type GivenCommand, type PlainCommand } from './account-commands.js';
import type { DisputeCommand } from './disputes.js';
import { createDisputeCommands } from './create-dispute-commands.js';
import { createMoneyBackCommands } from './create-money-back-commands.js';
import { effectOf } from './effect-of.js';

/** Each command goes to who knows what it needs besides the account. */
export function createAccountCommands(parts: CommandParts): AccountCommands {
  const plain = createPlainCommands(parts);
  const moneyBack = createMoneyBackCommands(parts);
  const disputes = createDisputeCommands(parts);
  return {
    execute: (command, origin) => {
      if (isPlain(command)) return plain.execute(command, origin);
      return isDispute(command) ? disputes.execute(command, origin) : moneyBack.execute(command, origin);
    },
  };
}

function isDispute(command: GivenCommand): command is DisputeCommand {
  return command.type === 'DisputeUsage' || command.type === 'ResolveDispute';
}

function isPlain(command: GivenCommand): command is PlainCommand {
  return (PLAIN_COMMANDS as readonly string[]).includes(command.type);
}

function createPlainCommands(parts: CommandParts): AccountCommands<PlainCommand> {
  const idKey = (command: PlainCommand): Fingerprint | undefined =>
    command.type === 'GrantCredits' && command.grant !== undefined
      ? grantKey(command.account, command.grant, parts.sha256)
      : undefined;

  return new ClientCommands<PlainCommand, AccountState, AccountEvent, AccountRejection>(
    {
      aggregate: accountAggregate,
      idOf: ({ account }) => account,
      needs: (command) => {
        const key = idKey(command);
        return { keys: key === undefined ? [] : [key], streams: [] };
      },
      decide: (command, state, { clock, alreadyDone, prior }) => {
        const key = idKey(command);
        const idUsed = key !== undefined && prior(key) !== undefined;
        const complete: AccountCommand = { ...command, context: { clock, alreadyDone, idUsed } };
        return accountDecider.decide(complete, state);
      },
      effectOf,
    },
    parts,
  );
}
