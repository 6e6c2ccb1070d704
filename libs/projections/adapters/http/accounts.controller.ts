import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem } from '#libs/platform/http/index.js';
import { AccountDto, AccountPageDto, PeriodPageDto, TransferPageDto } from './accounts.dto.js';
import { readPage } from './paging.js';
import { PositionPageQuery, PositionQuery } from './queries.dto.js';
import { ListOfAccount } from './account-lists.queries.js';
import { GetAccount, ListAccounts } from './read-models.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { ofKnownAccount } from './require-account.js';
import { SubscriptionPageDto } from './subscriptions.dto.js';
import { viewJson } from './view-json.js';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Requires('operator', 'billing', 'auditor')
  @ApiOperation({ summary: 'List accounts' })
  @ApiOkResponse({ type: AccountPageDto })
  async list(@Query() query: PositionPageQuery): Promise<AccountPageDto> {
    await this.readYourWrites.until(query.min_position);
    return viewJson(await readPage(query, (page) => this.queries.execute(new ListAccounts(page))));
  }

  @Get(':account')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Read an account' })
  @ApiOkResponse({ type: AccountDto })
  async read(@Param() { account }: AccountParams, @Query() query: PositionQuery): Promise<AccountDto> {
    await this.readYourWrites.until(query.min_position);
    const view = await this.queries.execute(new GetAccount(account));
    if (view === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    return viewJson(view);
  }

  @Get(':account/subscriptions')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List subscriptions, ended ones included' })
  @ApiOkResponse({ type: SubscriptionPageDto })
  async subscriptions(
    @Param() { account }: AccountParams,
    @Query() query: PositionPageQuery,
  ): Promise<SubscriptionPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) =>
      this.queries.execute(new ListOfAccount('subscriptions', account, request)),
    );
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }

  @Get(':account/transfers')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List transfers that have left the account and not arrived yet' })
  @ApiOkResponse({ type: TransferPageDto })
  async transfers(@Param() { account }: AccountParams, @Query() query: PositionPageQuery): Promise<TransferPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) =>
      this.queries.execute(new ListOfAccount('transfers', account, request)),
    );
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }

  @Get(':account/periods')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List billing periods, with what is to pay of those that are sealed' })
  @ApiOkResponse({ type: PeriodPageDto })
  async periods(@Param() { account }: AccountParams, @Query() query: PositionPageQuery): Promise<PeriodPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) =>
      this.queries.execute(new ListOfAccount('periods', account, request)),
    );
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }
}
