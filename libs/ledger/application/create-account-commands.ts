import { invariant } from '#libs/kernel/index.js';
import { ClientCommands, type CommandParts } from '#libs/journal/application/client-commands.js';
import { accountAggregate, accountDecider } from '../domain/account.js';
import type { ClientCommand } from '../domain/commands.js';
import type { AccountEvent } from '../domain/events.js';
import { grantKey } from '../domain/keys.js';
import type { AccountRejection } from '../domain/rejections.js';
import type { AccountState } from '../domain/state.js';
import type { AccountCommands } from './account-commands.js';

export function createAccountCommands(parts: CommandParts): AccountCommands {
  const keyOfGrant = (command: ClientCommand): string | undefined =>
    command.type === 'GrantCredits' && command.grant !== undefined
      ? grantKey(command.account, command.grant, parts.sha256)
      : undefined;

  return new ClientCommands<ClientCommand, AccountState, AccountEvent, AccountRejection>(
    {
      aggregate: accountAggregate,
      idOf: ({ account }) => account,
      extraKeys: (command) => {
        const key = keyOfGrant(command);
        return key === undefined ? [] : [key];
      },
      decide: (command, state, { now, alreadyDone, prior }) => {
        const key = keyOfGrant(command);
        const grantIdUsed = key !== undefined && prior(key) !== undefined;
        return accountDecider.decide({ ...command, context: { now, alreadyDone, grantIdUsed } }, state);
      },
      effectOf: (events) => {
        const effect = events.find((event) => event.type !== 'PeriodOpened');
        invariant(effect !== undefined, 'an accepted command has an effect');
        return effect;
      },
    },
    parts,
  );
}
