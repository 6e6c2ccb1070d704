import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem, instantOf } from '#libs/platform/http/index.js';
import { SeriesRefused, type SeriesDimension, type SeriesRequest } from '../../contract.js';
import { ForecastDto } from './forecast.dto.js';
import { PositionQuery } from './queries.dto.js';
import { ReadYourWrites } from './read-your-writes.js';
import { UsageSeriesDto, UsageSeriesQuery } from './usage-series.dto.js';
import { GetForecast, GetUsageSeries } from './usage-series.queries.js';
import { viewJson } from './view-json.js';

const HOUR_MS = 3_600_000;
/** Where no start is given. */
const SHOWN_MS = { hour: 24 * HOUR_MS, day: 30 * 24 * HOUR_MS };

@ApiTags('usage')
@Controller('v1/accounts/:account')
export class UsageSeriesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  @Get('usage-series')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Read hourly or daily burn of an account, by member, model and kind' })
  @ApiOkResponse({ type: UsageSeriesDto })
  async series(@Param() { account }: AccountParams, @Query() query: UsageSeriesQuery): Promise<UsageSeriesDto> {
    await this.readYourWrites.until(query.min_position);
    try {
      const series = await this.queries.execute(new GetUsageSeries(account, requestOf(query)));
      if (series === undefined) throw edgeProblem('account_unknown', { facts: { account } });
      return viewJson(series);
    } catch (error) {
      throw error instanceof SeriesRefused ? edgeProblem(error.code, { facts: error.facts }) : error;
    }
  }

  @Get('forecast')
  @Requires('operator', 'billing', 'auditor', 'subscriber')
  @ApiOperation({ summary: 'Forecast when the allowance of an account runs out, with how it was computed' })
  @ApiOkResponse({ type: ForecastDto })
  async forecast(
    @Param() { account }: AccountParams,
    @Query() { min_position: shown }: PositionQuery,
  ): Promise<ForecastDto> {
    await this.readYourWrites.until(shown);
    const forecast = await this.queries.execute(new GetForecast(account, Date.now()));
    if (forecast === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    return viewJson(forecast);
  }
}

function requestOf({ from, until, step = 'hour', by }: UsageSeriesQuery): SeriesRequest {
  const end = until === undefined ? Date.now() : instantOf(until);
  return {
    from: from === undefined ? end - SHOWN_MS[step] : instantOf(from),
    until: end,
    step,
    by: by === undefined ? [] : [...new Set(by.split(',') as SeriesDimension[])],
  };
}
