import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountParams } from '#libs/platform/http/index.js';
import { correctionProblem, rerateProblem, type CorrectionRuleProblems } from './correction-problems.js';
import { CorrectedDto, CorrectUsageDto, ReratedPeriodDto, ReratePeriodDto } from './corrections.dto.js';
import { CorrectCommand, ReratePeriodCommand } from './corrections.handlers.js';
import { correctedView, correctOf, reratedView, reratePeriodOf } from './corrections.view.js';
import { ACCOUNT_RULE_PROBLEMS } from './reservation-problems.js';

@ApiTags('corrections')
@Controller('v1/accounts/:account')
export class CorrectionsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(ACCOUNT_RULE_PROBLEMS) private readonly rules: CorrectionRuleProblems,
  ) {}

  @Post('corrections')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({
    summary: 'Correct one usage: reverse it, or price it again (rules 27, 28)',
    description: 'Credits go back to who paid: overage first, then the grants, the latest first. Nothing is edited.',
  })
  @ApiCreatedResponse({ type: CorrectedDto })
  async correct(
    @Param() { account }: AccountParams,
    @Body() input: CorrectUsageDto,
    @Origin() origin: CommandOrigin,
  ): Promise<CorrectedDto> {
    const answer = await this.commands.execute(new CorrectCommand(correctOf(account, input), origin));
    if (answer.type === 'rejected') throw correctionProblem(answer, this.rules);
    return correctedView(answer);
  }

  @Post('re-rates')
  @HttpCode(200)
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({
    summary: 'Price every usage of a billing period again (rule 29)',
    description:
      'The only retroactive price there is. Usages that were reversed stay reversed. Cut short, it goes on where it ' +
      'ended when it comes again with its key.',
  })
  @ApiOkResponse({ type: ReratedPeriodDto })
  async reratePeriod(
    @Param() { account }: AccountParams,
    @Body() input: ReratePeriodDto,
    @Origin() origin: CommandOrigin,
  ): Promise<ReratedPeriodDto> {
    const answer = await this.commands.execute(new ReratePeriodCommand(reratePeriodOf(account, input), origin));
    if (answer.type === 'rejected') throw rerateProblem(answer);
    return reratedView(account, input.period, answer);
  }
}
