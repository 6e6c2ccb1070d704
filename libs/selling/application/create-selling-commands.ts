import { ClientCommands, type CommandParts } from '#libs/journal/application/client-commands.js';
import {
  accountAggregate,
  effectOf,
  type AccountEvent,
  type AccountRejection,
  type AccountState,
} from '#libs/ledger/index.js';
import type { SellingCommand } from '../domain/commands.js';
import type { SellingRejection } from '../domain/rejections.js';
import { decideSale, needsOfSale } from './decide-sale.js';
import type { SellingCommands } from './selling-commands.js';

export function createSellingCommands(parts: CommandParts): SellingCommands {
  const { sha256 } = parts;
  return new ClientCommands<SellingCommand, AccountState, AccountEvent, AccountRejection | SellingRejection>(
    {
      aggregate: accountAggregate,
      idOf: ({ account }) => account,
      needs: (command) => needsOfSale(command, sha256),
      decide: (command, state, seen) => decideSale(command, state, seen, sha256),
      effectOf,
    },
    parts,
  );
}
