import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { subtractCredits, ZERO_CREDITS } from '#libs/kernel/index.js';
import { Requires } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem } from '#libs/platform/http/index.js';
import {
  AccountDto,
  AccountPageDto,
  BalanceDto,
  BalanceQuery,
  MemberPageDto,
  PositionPageQuery,
  PositionQuery,
  SourceBalanceDto,
} from './accounts.dto.js';
import { readPage } from './paging.js';
import { GetAccount, GetBalance, ListAccounts, ListMembers } from './read-models.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { SOURCE_BALANCES, type SourceBalances, type SourceBalanceView } from './source-balance.port.js';
import { viewJson } from './view-json.js';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
    @Inject(SOURCE_BALANCES) private readonly source: SourceBalances,
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

  @Get(':account/members')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List members, with what each used this period' })
  @ApiOkResponse({ type: MemberPageDto })
  async members(@Param() { account }: AccountParams, @Query() query: PositionPageQuery): Promise<MemberPageDto> {
    await this.readYourWrites.until(query.min_position);
    return viewJson(await readPage(query, (page) => this.queries.execute(new ListMembers(account, page))));
  }

  @Get(':account/balance')
  @Requires('operator', 'billing', 'auditor', 'gateway', 'subscriber')
  @ApiOperation({ summary: 'Read what an account holds' })
  @ApiExtraModels(BalanceDto, SourceBalanceDto)
  @ApiOkResponse({
    description: 'With `from_source=true` the second, without what only read models count.',
    schema: { anyOf: [{ $ref: getSchemaPath(BalanceDto) }, { $ref: getSchemaPath(SourceBalanceDto) }] },
  })
  async balance(
    @Param() { account }: AccountParams,
    @Query() { min_position: position, from_source: fromSource = false }: BalanceQuery,
  ): Promise<BalanceDto | SourceBalanceDto> {
    const now = Date.now();
    await this.readYourWrites.until(position);
    const view = fromSource
      ? sourceView(await this.source.balance(account, now))
      : await this.queries.execute(new GetBalance(account, now));
    if (view === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    return viewJson(view);
  }
}

/** The members both balances have, in the same words. */
function sourceView(balance: SourceBalanceView | undefined) {
  if (balance === undefined) return undefined;
  const { grants, ...figures } = balance;
  return {
    ...figures,
    reservedMicro: ZERO_CREDITS,
    grants: grants.map((grant) => ({
      ...grant,
      consumedMicro: subtractCredits(grant.amountMicro, grant.remainingMicro),
    })),
  };
}
