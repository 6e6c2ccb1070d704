import { accept, invariant } from '#libs/kernel/index.js';
import { ClientCommands, type CommandParts } from '#libs/journal/application/client-commands.js';
import type { PublishPartnerContract } from '../domain/contracts/commands.js';
import type { PartnerContractPublished } from '../domain/contracts/events.js';
import { partnerContractAggregate, partnerContractDecider } from '../domain/contracts/partner-contract.js';
import type { PartnerContractRejection } from '../domain/contracts/rejections.js';
import type { PartnerContractHistory } from '../domain/contracts/state.js';
import type { PartnerContractCommands } from './partner-contract-commands.js';

export function createPartnerContractCommands(parts: CommandParts): PartnerContractCommands {
  const { sha256 } = parts;
  const commands = new ClientCommands<
    PublishPartnerContract,
    PartnerContractHistory,
    PartnerContractPublished,
    PartnerContractRejection
  >(
    {
      aggregate: partnerContractAggregate,
      idOf: ({ partner }) => partner,
      needs: () => ({ keys: [], streams: [] }),
      decide: (command, state, { clock: { now }, alreadyDone }) =>
        alreadyDone ? accept() : partnerContractDecider.decide({ ...command, context: { now, sha256 } }, state),
      effectOf: (_command, [published]) => {
        invariant(published !== undefined, 'an accepted publication has an effect');
        return published;
      },
    },
    parts,
  );
  return { publish: (command, origin) => commands.execute(command, origin) };
}
