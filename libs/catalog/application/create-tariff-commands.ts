import { invariant } from '#libs/kernel/index.js';
import { ClientCommands, type CommandParts } from '#libs/journal/application/client-commands.js';
import type { PublishTariff } from '../domain/commands.js';
import type { TariffPublished } from '../domain/events.js';
import type { TariffRejection } from '../domain/rejections.js';
import type { TariffBook } from '../domain/state.js';
import { tariffBookAggregate, tariffBookDecider } from '../domain/tariff-book.js';
import type { TariffCommands } from './tariff-commands.js';

export function createTariffCommands(parts: CommandParts): TariffCommands {
  const { sha256 } = parts;
  const commands = new ClientCommands<PublishTariff, TariffBook, TariffPublished, TariffRejection>(
    {
      aggregate: tariffBookAggregate,
      idOf: ({ book }) => book,
      needs: () => ({ keys: [], streams: [] }),
      decide: (command, state, { clock: { now }, alreadyDone }) =>
        alreadyDone
          ? { type: 'accepted', events: [] }
          : tariffBookDecider.decide({ ...command, context: { now, sha256 } }, state),
      effectOf: (_command, [published]) => {
        invariant(published !== undefined, 'an accepted publication has an effect');
        return published;
      },
    },
    parts,
  );
  return { publish: (command, origin) => commands.execute(command, origin) };
}
