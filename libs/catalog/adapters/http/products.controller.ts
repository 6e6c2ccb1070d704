import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { decodeCursor, edgeProblem, encodeCursor, PAGE_LIMIT_DEFAULT } from '#libs/platform/http/index.js';
import { productProblem } from './product-problems.js';
import {
  ProductPageDto,
  ProductParams,
  ProductsQuery,
  ProductVersionsDto,
  PublishedProductDto,
} from './products-answers.dto.js';
import { PublishProductDto } from './products.dto.js';
import { GetProduct, ListProducts, PublishProductCommand } from './products.handlers.js';
import { productView, publishProduct, shelfView } from './products.mapping.js';

@ApiTags('products')
@Controller('v1/products')
export class ProductsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Publish the next version of a product; it cannot be changed afterwards' })
  @ApiCreatedResponse({ type: PublishedProductDto })
  async publishProduct(
    @Body() input: PublishProductDto,
    @Origin() origin: CommandOrigin,
  ): Promise<PublishedProductDto> {
    const answer = await this.commands.execute(new PublishProductCommand(publishProduct(input), origin));
    if (answer.type === 'rejected') throw productProblem(answer.rejection, answer.replayed);
    const { event, position, replayed } = answer;
    return { ...productView(event.data), position, replayed };
  }

  @Get()
  @Requires('operator', 'billing', 'auditor', 'gateway', 'subscriber')
  @ApiOperation({ summary: 'List the products in effect' })
  @ApiOkResponse({ type: ProductPageDto })
  async listProducts(@Query() { cursor, limit = PAGE_LIMIT_DEFAULT }: ProductsQuery): Promise<ProductPageDto> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const { histories, next } = await this.queries.execute(new ListProducts(after, limit));
    const now = Date.now();
    return {
      products: histories.flatMap((history) => shelfView(history, now) ?? []),
      next: next === null ? null : encodeCursor(next),
    };
  }

  @Get(':product')
  @Requires('operator', 'billing', 'auditor', 'gateway', 'subscriber')
  @ApiOperation({ summary: 'Read a product: the version in effect, and all there were' })
  @ApiOkResponse({ type: ProductVersionsDto })
  async readProduct(@Param() { product }: ProductParams): Promise<ProductVersionsDto> {
    const history = await this.queries.execute(new GetProduct(product));
    if (history.versions.length === 0) throw edgeProblem('product_unknown', { facts: { product } });
    const current = shelfView(history, Date.now());
    return { ...(current === undefined ? {} : { current }), versions: history.versions.map(productView) };
  }
}
