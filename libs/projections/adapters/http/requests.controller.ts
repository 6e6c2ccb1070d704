import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import { readPage } from './paging.js';
import { PositionPageQuery, PositionQuery } from './queries.dto.js';
import { ReadYourWrites } from './read-your-writes.js';
import { ReceiptPageDto, RequestParams, RequestTreeDto, ReservedCallsParams } from './requests.dto.js';
import { GetRequestTree, ListReceiptsOfReservation } from './requests.queries.js';
import { ofKnownAccount, requireAccount } from './require-account.js';
import { viewJson } from './view-json.js';

@ApiTags('history')
@Controller('v1/accounts/:account')
export class RequestsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('requests/:request')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Explain a request and every call under it, those that cost nothing included' })
  @ApiOkResponse({ type: RequestTreeDto })
  async tree(
    @Param() { account, request }: RequestParams,
    @Query() { min_position: shown }: PositionQuery,
  ): Promise<RequestTreeDto> {
    await this.readYourWrites.until(shown);
    const tree = await this.queries.execute(new GetRequestTree(account, request));
    if (tree !== undefined) return viewJson(tree);
    await requireAccount(this.queries, account);
    throw edgeProblem('request_unknown');
  }

  @Get('reservations/:reservation/receipts')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'List what was charged on a reservation, ended ones included' })
  @ApiOkResponse({ type: ReceiptPageDto })
  async ofReservation(
    @Param() { account, reservation }: ReservedCallsParams,
    @Query() query: PositionPageQuery,
  ): Promise<ReceiptPageDto> {
    await this.readYourWrites.until(query.min_position);
    const page = await readPage(query, (request) =>
      this.queries.execute(new ListReceiptsOfReservation(account, reservation, request)),
    );
    return viewJson(await ofKnownAccount(this.queries, account, page));
  }
}
