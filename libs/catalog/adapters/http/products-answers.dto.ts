import { IdField, PageQuery, ShownField } from '#libs/platform/http/index.js';
import { ProductDto } from './products.dto.js';

export class ProductParams {
  @IdField({ description: 'Id of the product.', example: 'telecom-trial-15m' })
  readonly product!: string;
}

export class ProductsQuery extends PageQuery {}

export class PublishedProductDto extends ProductDto {
  @ShownField({ description: 'Place in the ledger.', type: 'integer', example: 12 })
  readonly position!: number;

  @ShownField({ description: 'True when the key had its effect before and nothing new was recorded.', example: false })
  readonly replayed!: boolean;
}

export class ShelfProductDto extends ProductDto {
  @ShownField({ description: 'Whether it is sold at this moment.', example: true })
  readonly onSale!: boolean;
}

export class ProductVersionsDto {
  @ShownField({
    description: 'The version in effect now; absent where the first is still to come.',
    type: ShelfProductDto,
    required: false,
  })
  readonly current?: ShelfProductDto;

  @ShownField({ description: 'Every version ever published, oldest first.', type: [ProductDto] })
  readonly versions!: readonly ProductDto[];
}

export class ProductPageDto {
  @ShownField({ description: 'Products in effect now, by id.', type: [ShelfProductDto] })
  readonly products!: readonly ShelfProductDto[];

  @ShownField({
    description: '`cursor` of the next page; null: this was the last.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly next!: string | null;
}
