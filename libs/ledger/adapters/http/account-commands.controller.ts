import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { invariant } from '#libs/kernel/index.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountParams } from '#libs/platform/http/index.js';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import {
  AddMemberCommand,
  GrantCreditsCommand,
  OpenAccountCommand,
  SetAlertRulesCommand,
} from '../../application/handlers/account-command.handlers.js';
import {
  AccountCommandAnswerDto,
  AddMemberDto,
  AlertRulesDto,
  GrantAnswerDto,
  GrantCreditsDto,
  OpenAccountDto,
} from './account-commands.dto.js';
import { accepted, alertRulesOf, answerView, grantCredits, openAccount } from './account-commands.mapping.js';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Open an account' })
  @ApiCreatedResponse({ type: AccountCommandAnswerDto })
  async open(@Body() input: OpenAccountDto, @Origin() origin: CommandOrigin): Promise<AccountCommandAnswerDto> {
    return answerView(accepted(await this.commands.execute(new OpenAccountCommand(openAccount(input), origin))));
  }

  @Post(':account/members')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Add a member to an account' })
  @ApiCreatedResponse({ type: AccountCommandAnswerDto })
  async addMember(
    @Param() { account }: AccountParams,
    @Body() { member }: AddMemberDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    const command = new AddMemberCommand({ type: 'AddMember', account, member }, origin);
    return answerView(accepted(await this.commands.execute(command)));
  }

  @Put(':account/alert-rules')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Say when to warn of a low balance (rule 35)' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  async setAlertRules(
    @Param() { account }: AccountParams,
    @Body() input: AlertRulesDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    const alertRules = alertRulesOf(input);
    const command = new SetAlertRulesCommand({ type: 'SetAlertRules', account, alertRules }, origin);
    return answerView(accepted(await this.commands.execute(command)));
  }

  @Post(':account/grants')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Grant credits to an account' })
  @ApiCreatedResponse({ type: GrantAnswerDto })
  async grant(
    @Param() { account }: AccountParams,
    @Body() input: GrantCreditsDto,
    @Origin() origin: CommandOrigin,
  ): Promise<GrantAnswerDto> {
    const command = new GrantCreditsCommand(grantCredits(account, input), origin);
    const answer = accepted(await this.commands.execute(command));
    invariant(answer.event.type === 'CreditsGranted', 'the effect of a grant is the grant');
    return { ...answerView(answer), grant: answer.event.data.grant };
  }
}
