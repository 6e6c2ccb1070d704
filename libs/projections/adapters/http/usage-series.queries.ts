import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Forecast, ReadModels, SeriesRequest, UsageSeries } from '../../contract.js';
import { READ_MODELS } from './read-models.token.js';

export class GetUsageSeries extends Query<UsageSeries | undefined> {
  constructor(
    readonly account: AccountId,
    readonly request: SeriesRequest,
  ) {
    super();
  }
}

@QueryHandler(GetUsageSeries)
export class GetUsageSeriesHandler implements IQueryHandler<GetUsageSeries> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, request }: GetUsageSeries): Promise<UsageSeries | undefined> {
    return this.models.usageSeries.series(account, request);
  }
}

export class GetForecast extends Query<Forecast | undefined> {
  constructor(
    readonly account: AccountId,
    readonly at: Instant,
  ) {
    super();
  }
}

@QueryHandler(GetForecast)
export class GetForecastHandler implements IQueryHandler<GetForecast> {
  constructor(@Inject(READ_MODELS) private readonly models: ReadModels) {}

  execute({ account, at }: GetForecast): Promise<Forecast | undefined> {
    return this.models.forecasts.forecast(account, at);
  }
}

export const USAGE_SERIES_HANDLERS = [GetUsageSeriesHandler, GetForecastHandler];
