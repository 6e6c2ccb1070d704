import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { PublishPartnerContract } from '../domain/contracts/commands.js';
import type { PartnerContractPublished } from '../domain/contracts/events.js';
import type { PartnerContractRejection } from '../domain/contracts/rejections.js';
import type { PartnerContractHistory } from '../domain/contracts/state.js';

export type PartnerContractAnswer = CommandAnswer<
  PartnerContractPublished,
  PartnerContractHistory,
  PartnerContractRejection
>;

export interface PartnerContractCommands {
  publish(command: PublishPartnerContract, origin: CommandOrigin): Promise<PartnerContractAnswer>;
}
