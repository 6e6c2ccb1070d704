import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountCommandAnswerDto, AccountParams } from '#libs/platform/http/index.js';
import { GrantAnswerDto } from './answer.dto.js';
import { answerView, execute, grantAnswerView } from './answer.js';
import { AdjustGrantDto, GrantCreditsDto, GrantParams } from './grants.dto.js';
import { grantCredits } from './grants.mapping.js';
import { creditsOf } from './terms.mapping.js';

@ApiTags('grants')
@Controller('v1/accounts/:account/grants')
export class GrantCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Grant credits to an account' })
  @ApiCreatedResponse({ type: GrantAnswerDto })
  async grant(
    @Param() { account }: AccountParams,
    @Body() input: GrantCreditsDto,
    @Origin() origin: CommandOrigin,
  ): Promise<GrantAnswerDto> {
    return grantAnswerView(await execute(this.commands, grantCredits(account, input), origin));
  }

  @Post(':grant/adjustments')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Take free credits out of a grant; adjustments upwards are grants' })
  @ApiCreatedResponse({ type: AccountCommandAnswerDto })
  async adjustDown(
    @Param() { account, grant }: GrantParams,
    @Body() { amountMicro, reason }: AdjustGrantDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    const amount = creditsOf(amountMicro);
    const command = { type: 'AdjustGrantDown', account, grant, amountMicro: amount, reason } as const;
    return answerView(await execute(this.commands, command, origin));
  }
}
