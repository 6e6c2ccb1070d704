import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId } from '#libs/kernel/index.js';
import type { Page, PageRequest, ReadModels, ReceiptView, RequestTree } from '../../contract.js';
import { READ_MODELS } from './read-models.token.js';

export class GetRequestTree extends Query<RequestTree | undefined> {
  constructor(
    readonly account: AccountId,
    readonly request: string,
  ) {
    super();
  }
}

@QueryHandler(GetRequestTree)
export class GetRequestTreeHandler implements IQueryHandler<GetRequestTree> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, request }: GetRequestTree): Promise<RequestTree | undefined> {
    return this.models.requests.tree(account, request);
  }
}

export class ListReceiptsOfReservation extends Query<Page<ReceiptView>> {
  constructor(
    readonly account: AccountId,
    readonly reservation: string,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListReceiptsOfReservation)
export class ListReceiptsOfReservationHandler implements IQueryHandler<ListReceiptsOfReservation> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, reservation, page }: ListReceiptsOfReservation): Promise<Page<ReceiptView>> {
    return this.models.requests.ofReservation(account, reservation, page);
  }
}

export const REQUEST_HANDLERS = [GetRequestTreeHandler, ListReceiptsOfReservationHandler];
