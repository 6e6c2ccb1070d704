import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { AccountParams } from '#libs/platform/http/index.js';
import type { DisputeFilter } from '../../contract.js';
import { DisputePageDto, DisputesQuery } from './disputes.dto.js';
import { ListDisputes } from './disputes.queries.js';
import { readPage } from './paging.js';
import { ReadYourWrites } from './read-your-writes.js';
import { ofKnownAccount } from './require-account.js';
import { viewJson } from './view-json.js';

@ApiTags('disputes')
@Controller('v1')
export class DisputesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('disputes')
  @Requires('operator', 'billing', 'auditor')
  @ApiOperation({ summary: 'List disputes of all accounts: `?state=open` is the work to do' })
  @ApiOkResponse({ type: DisputePageDto })
  list(@Query() query: DisputesQuery): Promise<DisputePageDto> {
    return this.page(query, {});
  }

  @Get('accounts/:account/disputes')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List disputes of an account, with how each ended' })
  @ApiOkResponse({ type: DisputePageDto })
  async ofAccount(@Param() { account }: AccountParams, @Query() query: DisputesQuery): Promise<DisputePageDto> {
    return ofKnownAccount(this.queries, account, await this.page(query, { account }));
  }

  private async page(query: DisputesQuery, filter: DisputeFilter): Promise<DisputePageDto> {
    await this.readYourWrites.until(query.min_position);
    const { state } = query;
    const asked = state === undefined ? filter : { ...filter, state };
    return viewJson(await readPage(query, (page) => this.queries.execute(new ListDisputes(asked, page))));
  }
}
