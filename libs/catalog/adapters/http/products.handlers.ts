import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { StreamDirectoryPort } from '#libs/journal/ports/stream-directory.port.js';
import type { ProductAnswer, ProductCommands } from '../../application/product-commands.js';
import { readHistory } from '../../application/read-history.js';
import type { ProductHistory } from '../../contract.js';
import type { PublishProduct } from '../../domain/products/commands.js';
import { productAggregate } from '../../domain/products/product.js';
import { TARIFF_JOURNAL } from './tariff.handlers.js';

/** Token of the ProductCommands port. */
export const PRODUCT_COMMANDS = Symbol('ProductCommands');
/** Token of the StreamDirectoryPort products are listed by. */
export const PRODUCT_DIRECTORY = Symbol('StreamDirectory of the catalogue');

export class PublishProductCommand extends Command<ProductAnswer> {
  constructor(
    readonly input: PublishProduct,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(PublishProductCommand)
export class PublishProductHandler implements ICommandHandler<PublishProductCommand> {
  constructor(@Inject(PRODUCT_COMMANDS) private readonly products: ProductCommands) {}

  execute({ input, origin }: PublishProductCommand): Promise<ProductAnswer> {
    return this.products.publish(input, origin);
  }
}

/** Everything published of a product; no version if there is no such product. */
export class GetProduct extends Query<ProductHistory> {
  constructor(readonly product: string) {
    super();
  }
}

@QueryHandler(GetProduct)
export class GetProductHandler implements IQueryHandler<GetProduct> {
  constructor(@Inject(TARIFF_JOURNAL) private readonly reader: JournalReader) {}

  execute({ product }: GetProduct): Promise<ProductHistory> {
    return readHistory(this.reader, productAggregate, product);
  }
}

/** A page of products by id; `next` is the last id, where more follow. */
export class ListProducts extends Query<{
  readonly histories: readonly ProductHistory[];
  readonly next: string | null;
}> {
  constructor(
    readonly after: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

@QueryHandler(ListProducts)
export class ListProductsHandler implements IQueryHandler<ListProducts> {
  constructor(
    @Inject(TARIFF_JOURNAL) private readonly reader: JournalReader,
    @Inject(PRODUCT_DIRECTORY) private readonly directory: StreamDirectoryPort,
  ) {}

  async execute({
    after,
    limit,
  }: ListProducts): Promise<{ readonly histories: readonly ProductHistory[]; readonly next: string | null }> {
    const ids = await this.directory.ids(productAggregate.category, after, limit + 1);
    const page = ids.slice(0, limit);
    const histories = await Promise.all(page.map((id) => readHistory(this.reader, productAggregate, id)));
    return { histories, next: ids.length > limit ? (page.at(-1) ?? null) : null };
  }
}

export const PRODUCT_HANDLERS = [PublishProductHandler, GetProductHandler, ListProductsHandler];
