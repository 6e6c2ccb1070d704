import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { PublishTariff } from '../domain/commands.js';
import type { TariffPublished } from '../domain/events.js';
import type { TariffRejection } from '../domain/rejections.js';
import type { TariffBook } from '../domain/state.js';

export type TariffAnswer = CommandAnswer<TariffPublished, TariffBook, TariffRejection>;

export interface TariffCommands {
  publish(command: PublishTariff, origin: CommandOrigin): Promise<TariffAnswer>;
}
