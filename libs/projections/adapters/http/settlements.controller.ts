import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { settlementCsv } from '../../settlement/settlement-csv.js';
import { PositionQuery } from './queries.dto.js';
import { ReadYourWrites } from './read-your-writes.js';
import { SettlementDto, SettlementParams } from './settlements.dto.js';
import { GetSettlement } from './settlements.queries.js';
import { viewJson } from './view-json.js';

/** What suppliers cost is nobody's affair but the carrier's: no gateway and no subscriber reads it. */
@ApiTags('settlement')
@Controller('v1/settlements/:month')
export class SettlementsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get()
  @Requires('operator', 'billing', 'auditor')
  @ApiOperation({ summary: 'Settle a month: what suppliers and partners are owed, what was earned, and the margins' })
  @ApiOkResponse({ type: SettlementDto })
  async settlement(@Param() { month }: SettlementParams, @Query() query: PositionQuery): Promise<SettlementDto> {
    await this.readYourWrites.until(query.min_position);
    return viewJson(await this.queries.execute(new GetSettlement(month)));
  }

  @Get('lines.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Requires('operator', 'billing', 'auditor')
  @ApiOperation({ summary: 'Export the lines of a settlement as one table' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'RFC 4180, with a head line.', type: String })
  async lines(@Param() { month }: SettlementParams, @Query() query: PositionQuery): Promise<string> {
    await this.readYourWrites.until(query.min_position);
    return settlementCsv(await this.queries.execute(new GetSettlement(month)));
  }
}
