import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId } from '#libs/kernel/index.js';
import type {
  GrantView,
  MemberView,
  Page,
  PageRequest,
  PeriodView,
  ReadModels,
  ReservationView,
  SubscriptionView,
  TransferView,
} from '../../contract.js';
import { READ_MODELS } from './read-models.token.js';

export class ListGrants extends Query<Page<GrantView>> {
  constructor(
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListGrants)
export class ListGrantsHandler implements IQueryHandler<ListGrants> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, page }: ListGrants): Promise<Page<GrantView>> {
    return this.models.balances.grants(account, page);
  }
}

export class ListMembers extends Query<Page<MemberView>> {
  constructor(
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListMembers)
export class ListMembersHandler implements IQueryHandler<ListMembers> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, page }: ListMembers): Promise<Page<MemberView>> {
    return this.models.balances.members(account, page);
  }
}

export class ListReservations extends Query<Page<ReservationView>> {
  constructor(
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListReservations)
export class ListReservationsHandler implements IQueryHandler<ListReservations> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, page }: ListReservations): Promise<Page<ReservationView>> {
    return this.models.reservations.reservations(account, page);
  }
}

export class ListSubscriptions extends Query<Page<SubscriptionView>> {
  constructor(
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListSubscriptions)
export class ListSubscriptionsHandler implements IQueryHandler<ListSubscriptions> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, page }: ListSubscriptions): Promise<Page<SubscriptionView>> {
    return this.models.accounts.subscriptions(account, page);
  }
}

export class ListTransfers extends Query<Page<TransferView>> {
  constructor(
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListTransfers)
export class ListTransfersHandler implements IQueryHandler<ListTransfers> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, page }: ListTransfers): Promise<Page<TransferView>> {
    return this.models.accounts.transfers(account, page);
  }
}

export class ListPeriods extends Query<Page<PeriodView>> {
  constructor(
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListPeriods)
export class ListPeriodsHandler implements IQueryHandler<ListPeriods> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, page }: ListPeriods): Promise<Page<PeriodView>> {
    return this.models.accounts.periods(account, page);
  }
}

export const ACCOUNT_LIST_HANDLERS = [
  ListGrantsHandler,
  ListMembersHandler,
  ListReservationsHandler,
  ListSubscriptionsHandler,
  ListTransfersHandler,
  ListPeriodsHandler,
];
