import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { AccountId, Instant } from '#libs/kernel/index.js';
import { Requires } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem, instantOf } from '#libs/platform/http/index.js';
import { AsOfBalanceDto } from './as-of-balance.dto.js';
import { GetBalanceAsOf } from './as-of-balance.queries.js';
import { BalanceDto, MemberPageDto, SourceBalanceDto } from './balances.dto.js';
import { GrantPageDto } from './grants.dto.js';
import { readPage } from './paging.js';
import { BalanceQuery, PositionPageQuery, PositionQuery } from './queries.dto.js';
import { ListOfAccount } from './account-lists.queries.js';
import { GetBalance } from './read-models.queries.js';
import { ReadYourWrites } from './read-your-writes.js';
import { ofKnownAccount } from './require-account.js';
import { ReservationPageDto } from './reservations.dto.js';
import { SOURCE_BALANCES, type SourceBalances } from './source-balance.port.js';
import { StandingDto } from './standing.dto.js';
import { viewJson } from './view-json.js';

@ApiTags('accounts')
@Controller('v1/accounts/:account')
export class BalancesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
    @Inject(SOURCE_BALANCES) private readonly source: SourceBalances,
  ) {}

  @Get('standing')
  @Requires('operator', 'gateway')
  @ApiOperation({
    summary: 'Read whether gateways should stop calling for an account (rule 22), and what it could draw',
  })
  @ApiOkResponse({ type: StandingDto })
  async standing(
    @Param() { account }: AccountParams,
    @Query() { min_position: shown }: PositionQuery,
  ): Promise<StandingDto> {
    await this.readYourWrites.until(shown);
    const view = await this.queries.execute(new GetBalance(account, Date.now()));
    if (view === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    const { at, blocked, availableMicro, position } = view;
    return viewJson({ account, at, blocked, availableMicro, position });
  }

  @Get('balance')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Read what an account holds, and whether it is blocked' })
  @ApiExtraModels(BalanceDto, SourceBalanceDto, AsOfBalanceDto)
  @ApiOkResponse({
    description:
      'With `from_source=true` the second, without what only read models count; with `at` or `known_at` the third.',
    schema: {
      anyOf: [
        { $ref: getSchemaPath(BalanceDto) },
        { $ref: getSchemaPath(SourceBalanceDto) },
        { $ref: getSchemaPath(AsOfBalanceDto) },
      ],
    },
  })
  async balance(
    @Param() { account }: AccountParams,
    @Query() { min_position: position, from_source: fromSource = false, at, known_at: knownAt }: BalanceQuery,
  ): Promise<BalanceDto | SourceBalanceDto | AsOfBalanceDto> {
    const now = Date.now();
    await this.readYourWrites.until(position);
    if (at !== undefined || knownAt !== undefined)
      return this.asOf(account, instantOr(now, at), instantOr(now, knownAt));
    const view = fromSource
      ? await this.source.balance(account, now)
      : await this.queries.execute(new GetBalance(account, now));
    if (view === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    return viewJson(view);
  }

  @Get('grants')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List all grants there ever were, with where their credits went' })
  @ApiOkResponse({ type: GrantPageDto })
  async grants(@Param() { account }: AccountParams, @Query() query: PositionPageQuery): Promise<GrantPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) =>
      this.queries.execute(new ListOfAccount('grants', account, request)),
    );
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }

  @Get('members')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List members, with what each used this period and may use' })
  @ApiOkResponse({ type: MemberPageDto })
  async members(@Param() { account }: AccountParams, @Query() query: PositionPageQuery): Promise<MemberPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) =>
      this.queries.execute(new ListOfAccount('members', account, request)),
    );
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }

  @Get('reservations')
  @Requires('operator', 'billing', 'auditor', 'gateway', 'subscriber')
  @ApiOperation({ summary: 'List open reservations' })
  @ApiOkResponse({ type: ReservationPageDto })
  async reservations(
    @Param() { account }: AccountParams,
    @Query() query: PositionPageQuery,
  ): Promise<ReservationPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) =>
      this.queries.execute(new ListOfAccount('reservations', account, request)),
    );
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }

  private async asOf(account: AccountId, at: Instant, knownAt: Instant): Promise<AsOfBalanceDto> {
    const view = await this.queries.execute(new GetBalanceAsOf(account, at, knownAt));
    if (view === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    return viewJson(view);
  }
}

function instantOr(now: Instant, text: string | undefined): Instant {
  return text === undefined ? now : instantOf(text);
}
