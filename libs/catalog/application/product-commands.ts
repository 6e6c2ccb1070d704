import type { CommandAnswer, CommandOrigin } from '#libs/journal/application/client-command.js';
import type { PublishProduct } from '../domain/products/commands.js';
import type { ProductPublished } from '../domain/products/events.js';
import type { ProductRejection } from '../domain/products/rejections.js';
import type { ProductHistory } from '../domain/products/state.js';

export type ProductAnswer = CommandAnswer<ProductPublished, ProductHistory, ProductRejection>;

export interface ProductCommands {
  publish(command: PublishProduct, origin: CommandOrigin): Promise<ProductAnswer>;
}
