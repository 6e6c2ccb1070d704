import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountCommandAnswerDto, AccountParams } from '#libs/platform/http/index.js';
import type { GivenCommand } from '../../application/account-commands.js';
import { AccountStatusDto, BillingDto, OpenAccountDto, AssignTariffBookDto } from './accounts.dto.js';
import { assignTariffBook, openAccount } from './accounts.mapping.js';
import { answerView, execute } from './answer.js';
import { AlertRulesDto, OveragePolicyDto } from './terms.dto.js';
import { alertRulesOf, overagePolicyOf } from './terms.mapping.js';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Open an account' })
  @ApiCreatedResponse({ type: AccountCommandAnswerDto })
  open(@Body() input: OpenAccountDto, @Origin() origin: CommandOrigin): Promise<AccountCommandAnswerDto> {
    return this.answer(openAccount(input), origin);
  }

  @Put(':account/status')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Suspend, reactivate or close an account' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  setStatus(
    @Param() { account }: AccountParams,
    @Body() { status, reason }: AccountStatusDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    return this.answer({ type: 'SetAccountStatus', account, status, reason }, origin);
  }

  @Put(':account/billing')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Change time zone and billing day from the next period on (rule 12)' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  changeBilling(
    @Param() { account }: AccountParams,
    @Body() { zone, billingDay }: BillingDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    return this.answer({ type: 'ChangeBilling', account, zone, billingDay }, origin);
  }

  @Put(':account/overage-policy')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Say what happens to usage no grant pays (rule 22)' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  setOveragePolicy(
    @Param() { account }: AccountParams,
    @Body() input: OveragePolicyDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    return this.answer({ type: 'SetOveragePolicy', account, overagePolicy: overagePolicyOf(input) }, origin);
  }

  @Put(':account/tariff-book')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Assign a tariff book, effective-dated (rule 30)' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  assignTariffBook(
    @Param() { account }: AccountParams,
    @Body() input: AssignTariffBookDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    return this.answer(assignTariffBook(account, input), origin);
  }

  @Put(':account/alert-rules')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Say when to warn of a low balance (rule 35)' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  setAlertRules(
    @Param() { account }: AccountParams,
    @Body() input: AlertRulesDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    return this.answer({ type: 'SetAlertRules', account, alertRules: alertRulesOf(input) }, origin);
  }

  private async answer(command: GivenCommand, origin: CommandOrigin): Promise<AccountCommandAnswerDto> {
    return answerView(await execute(this.commands, command, origin));
  }
}
