import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId } from '#libs/kernel/index.js';
import type { PageRequest, ReadModels } from '../../contract.js';
import { READ_MODELS } from './read-models.token.js';

/** What an account has many of, and which read model lists it. */
const LISTS = {
  grants: ({ balances }: ReadModels, account: AccountId, page: PageRequest) =>
    balances.grants(account, page, Date.now()),
  members: ({ balances }: ReadModels, account: AccountId, page: PageRequest) => balances.members(account, page),
  reservations: ({ reservations }: ReadModels, account: AccountId, page: PageRequest) =>
    reservations.reservations(account, page),
  subscriptions: ({ accounts }: ReadModels, account: AccountId, page: PageRequest) =>
    accounts.subscriptions(account, page),
  transfers: ({ accounts }: ReadModels, account: AccountId, page: PageRequest) => accounts.transfers(account, page),
  periods: ({ accounts }: ReadModels, account: AccountId, page: PageRequest) => accounts.periods(account, page),
};

type ListName = keyof typeof LISTS;
type ListPage<Name extends ListName> = Awaited<ReturnType<(typeof LISTS)[Name]>>;

export class ListOfAccount<Name extends ListName> extends Query<ListPage<Name>> {
  constructor(
    readonly list: Name,
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListOfAccount)
export class ListOfAccountHandler implements IQueryHandler<ListOfAccount<ListName>> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ list, account, page }: ListOfAccount<ListName>): Promise<ListPage<ListName>> {
    return LISTS[list](this.models, account, page);
  }
}
