import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus, QueryHandler, Query as AskedQuery, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import type { ComparisonAnswer, ProductComparisons } from '../../typical-tasks/compare-product.js';
import type { TaskCount } from '../../typical-tasks/tasks-of-allowance.js';
import { ComparedProductParams, TypicalTasksDto, TypicalTasksQuery, type TaskCountDto } from './typical-tasks.dto.js';

/** Token of the ProductComparisons port. */
export const PRODUCT_COMPARISONS = Symbol('ProductComparisons');

export class CompareProduct extends AskedQuery<ComparisonAnswer> {
  constructor(
    readonly product: string,
    readonly book: string,
  ) {
    super();
  }
}

@QueryHandler(CompareProduct)
export class CompareProductHandler implements IQueryHandler<CompareProduct> {
  constructor(@Inject(PRODUCT_COMPARISONS) private readonly comparisons: ProductComparisons) {}

  execute({ product, book }: CompareProduct): Promise<ComparisonAnswer> {
    return this.comparisons.compare(product, book);
  }
}

@ApiTags('products')
@Controller('v1/products/:product/typical-tasks')
export class TypicalTasksController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('operator', 'billing', 'auditor', 'gateway', 'subscriber')
  @ApiOperation({ summary: 'What the credits of a product are good for, in typical tasks' })
  @ApiOkResponse({ type: TypicalTasksDto })
  async typicalTasks(
    @Param() { product }: ComparedProductParams,
    @Query() { book }: TypicalTasksQuery,
  ): Promise<TypicalTasksDto> {
    const answer = await this.queries.execute(new CompareProduct(product, book));
    if (answer.type === 'product_unknown') throw edgeProblem('product_unknown', { facts: { product } });
    if (answer.type === 'tariff_book_unknown') throw edgeProblem('tariff_book_unknown', { facts: { book } });
    const { comparison } = answer;
    return {
      product,
      version: comparison.product.version,
      book,
      amountMicro: comparison.allowance.amountMicro.toString(),
      tasks: comparison.tasks.map(countView),
    };
  }
}

function countView({ task, name, result }: TaskCount): TaskCountDto {
  if (result.type !== 'times') return { task, name, result: result.type };
  return { task, name, result: 'times', times: result.times.toString(), costMicro: result.costMicro.toString() };
}
