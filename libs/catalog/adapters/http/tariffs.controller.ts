import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { CurrentPrincipal, mayUse, Origin, Requires, TakesCommand, type Principal } from '#libs/platform/auth/index.js';
import { edgeProblem } from '#libs/platform/http/index.js';
import { GetTariffVersions, PublishTariffCommand } from './tariff.handlers.js';
import { tariffProblem } from './tariff-problems.js';
import { BookParams, PublishAnswerDto, PublishTariffDto, TariffBookDto, TariffQuery } from './tariffs.dto.js';
import { publishTariff, tariffView, versionView } from './tariffs.mapping.js';

const SEES_COSTS = ['operator', 'billing', 'auditor'] as const;

@ApiTags('tariffs')
@Controller('v1/tariffs/:book')
export class TariffsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('versions')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Publish the next version of a tariff book; it cannot be changed afterwards' })
  @ApiCreatedResponse({ type: PublishAnswerDto })
  async publish(
    @Param() { book }: BookParams,
    @Body() input: PublishTariffDto,
    @Origin() origin: CommandOrigin,
  ): Promise<PublishAnswerDto> {
    const answer = await this.commands.execute(new PublishTariffCommand(publishTariff(book, input), origin));
    if (answer.type === 'rejected') throw tariffProblem(answer.rejection, answer.replayed);
    const { event, position, replayed } = answer;
    return { book, ...versionView(event.data), position, replayed };
  }

  @Get()
  @Requires('operator', 'billing', 'auditor', 'gateway', 'subscriber')
  @ApiOperation({ summary: 'Read a tariff book: its versions, and one of them whole' })
  @ApiOkResponse({ type: TariffBookDto })
  async read(
    @Param() { book }: BookParams,
    @Query() { version }: TariffQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TariffBookDto> {
    const versions = await this.queries.execute(new GetTariffVersions(book));
    const shown = version === undefined ? versions.at(-1) : versions[version - 1];
    if (shown === undefined) throw edgeProblem('tariff_book_unknown', { facts: { book, versions: versions.length } });
    return { book, versions: versions.map(versionView), tariff: tariffView(shown, mayUse(principal, SEES_COSTS)) };
  }
}
