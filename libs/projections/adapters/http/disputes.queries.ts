import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { DisputeFilter, DisputeView, Page, PageRequest, ReadModels } from '../../contract.js';
import { READ_MODELS } from './read-models.token.js';

export class ListDisputes extends Query<Page<DisputeView>> {
  constructor(
    readonly filter: DisputeFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListDisputes)
export class ListDisputesHandler implements IQueryHandler<ListDisputes> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ filter, page }: ListDisputes): Promise<Page<DisputeView>> {
    return this.models.disputes.disputes(filter, page);
  }
}
