import { accept, invariant } from '#libs/kernel/index.js';
import { ClientCommands, type CommandParts } from '#libs/journal/application/client-commands.js';
import type { PublishProduct } from '../domain/products/commands.js';
import type { ProductPublished } from '../domain/products/events.js';
import { productAggregate, productDecider } from '../domain/products/product.js';
import type { ProductRejection } from '../domain/products/rejections.js';
import type { ProductHistory } from '../domain/products/state.js';
import type { ProductCommands } from './product-commands.js';

export function createProductCommands(parts: CommandParts): ProductCommands {
  const { sha256 } = parts;
  const commands = new ClientCommands<PublishProduct, ProductHistory, ProductPublished, ProductRejection>(
    {
      aggregate: productAggregate,
      idOf: ({ product }) => product,
      needs: () => ({ keys: [], streams: [] }),
      decide: (command, state, { clock: { now }, alreadyDone }) =>
        alreadyDone ? accept() : productDecider.decide({ ...command, context: { now, sha256 } }, state),
      effectOf: (_command, [published]) => {
        invariant(published !== undefined, 'an accepted publication has an effect');
        return published;
      },
    },
    parts,
  );
  return { publish: (command, origin) => commands.execute(command, origin) };
}
