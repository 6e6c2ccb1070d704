import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '#libs/platform/auth/index.js';
import { TariffTrialDto, TryTariffDto } from './tariff-trial.dto.js';
import { TryTariff } from './tariff-trial.handler.js';
import { tariffTrial, trialView } from './tariff-trial.mapping.js';
import { tariffProblem } from './tariff-problems.js';
import { BookParams } from './tariffs.dto.js';

@ApiTags('tariffs')
@Controller('v1/tariffs/:book/try')
export class TariffTrialController {
  constructor(private readonly queries: QueryBus) {}

  @Post()
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({ summary: 'Try a draft tariff on past usage: what it would have cost. Nothing is recorded' })
  @ApiOkResponse({ type: TariffTrialDto })
  async tryTariff(@Param() { book }: BookParams, @Body() input: TryTariffDto): Promise<TariffTrialDto> {
    const answer = await this.queries.execute(new TryTariff(tariffTrial(book, input)));
    if (answer.type === 'rejected') throw tariffProblem(answer.rejection, false);
    return trialView(book, answer.report);
  }
}
