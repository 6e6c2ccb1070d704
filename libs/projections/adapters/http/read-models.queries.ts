import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId, Instant } from '#libs/kernel/index.js';
import type {
  AccountView,
  AlertFilter,
  AlertView,
  BalanceView,
  HistoryEntry,
  Invoice,
  Page,
  PageRequest,
  ReadModels,
  ReceiptView,
} from '../../contract.js';
import { ListOfAccountHandler } from './account-lists.queries.js';
import { READ_MODELS } from './read-models.token.js';

export class GetAccount extends Query<AccountView | undefined> {
  constructor(readonly account: AccountId) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account }: GetAccount): Promise<AccountView | undefined> {
    return this.models.accounts.account(account);
  }
}

export class ListAccounts extends Query<Page<AccountView>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}

@QueryHandler(ListAccounts)
export class ListAccountsHandler implements IQueryHandler<ListAccounts> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ page }: ListAccounts): Promise<Page<AccountView>> {
    return this.models.accounts.accounts(page);
  }
}

export class GetBalance extends Query<BalanceView | undefined> {
  constructor(
    readonly account: AccountId,
    readonly at: Instant,
  ) {
    super();
  }
}

@QueryHandler(GetBalance)
export class GetBalanceHandler implements IQueryHandler<GetBalance> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, at }: GetBalance): Promise<BalanceView | undefined> {
    return this.models.balances.balance(account, at);
  }
}

export class GetHistory extends Query<Page<HistoryEntry>> {
  constructor(
    readonly account: AccountId,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(GetHistory)
export class GetHistoryHandler implements IQueryHandler<GetHistory> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, page }: GetHistory): Promise<Page<HistoryEntry>> {
    return this.models.history.history(account, page);
  }
}

export class ListAlerts extends Query<Page<AlertView>> {
  constructor(
    readonly filter: AlertFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListAlerts)
export class ListAlertsHandler implements IQueryHandler<ListAlerts> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ filter, page }: ListAlerts): Promise<Page<AlertView>> {
    return this.models.alerts.alerts(filter, page);
  }
}

export class GetInvoice extends Query<Invoice | undefined> {
  constructor(
    readonly account: AccountId,
    readonly period: number | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetInvoice)
export class GetInvoiceHandler implements IQueryHandler<GetInvoice> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, period }: GetInvoice): Promise<Invoice | undefined> {
    return this.models.invoices.invoice(account, period);
  }
}

export class GetReceipt extends Query<ReceiptView | undefined> {
  constructor(
    readonly source: string,
    readonly id: string,
  ) {
    super();
  }
}

@QueryHandler(GetReceipt)
export class GetReceiptHandler implements IQueryHandler<GetReceipt> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ source, id }: GetReceipt): Promise<ReceiptView | undefined> {
    return this.models.receipts.receipt({ source, id });
  }
}

export const READ_MODEL_HANDLERS = [
  GetAccountHandler,
  ListAccountsHandler,
  GetBalanceHandler,
  ListOfAccountHandler,
  GetHistoryHandler,
  ListAlertsHandler,
  GetInvoiceHandler,
  GetReceiptHandler,
];
