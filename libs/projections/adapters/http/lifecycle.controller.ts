import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem } from '#libs/platform/http/index.js';
import { LifecycleDto } from './lifecycle.dto.js';
import { GetLedgerLifecycle, GetLifecycle } from './lifecycle.queries.js';
import { PositionQuery } from './queries.dto.js';
import { ReadYourWrites } from './read-your-writes.js';
import { viewJson } from './view-json.js';

@ApiTags('audit')
@Controller('v1')
export class LifecycleController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('lifecycle')
  @Requires('operator', 'billing', 'auditor')
  @ApiOperation({ summary: 'State what became of every credit of the ledger, from issue to end' })
  @ApiOkResponse({ type: LifecycleDto })
  async ofLedger(@Query() { min_position: shown }: PositionQuery): Promise<LifecycleDto> {
    await this.readYourWrites.until(shown);
    return viewJson(await this.queries.execute(new GetLedgerLifecycle()));
  }

  @Get('accounts/:account/lifecycle')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'State what became of every credit of an account, from issue to end' })
  @ApiOkResponse({ type: LifecycleDto })
  async ofAccount(
    @Param() { account }: AccountParams,
    @Query() { min_position: shown }: PositionQuery,
  ): Promise<LifecycleDto> {
    await this.readYourWrites.until(shown);
    const lifecycle = await this.queries.execute(new GetLifecycle(account));
    if (lifecycle === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    return viewJson(lifecycle);
  }
}
