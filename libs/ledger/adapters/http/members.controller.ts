import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountCommandAnswerDto, AccountParams } from '#libs/platform/http/index.js';
import { NewMemberDto } from './accounts.dto.js';
import { memberTerms } from './accounts.mapping.js';
import { answerView, execute } from './answer.js';
import { MemberLimitDto, MemberParams } from './members.dto.js';

@ApiTags('members')
@Controller('v1/accounts/:account/members')
export class MemberCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Add a member to an account' })
  @ApiCreatedResponse({ type: AccountCommandAnswerDto })
  async addMember(
    @Param() { account }: AccountParams,
    @Body() input: NewMemberDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    const command = { type: 'AddMember', account, ...memberTerms(input) } as const;
    return answerView(await execute(this.commands, command, origin));
  }

  @Put(':member/limit')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Set how much a member may use in a billing period (rule 26)' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  async setMemberLimit(
    @Param() { account, member }: MemberParams,
    @Body() input: MemberLimitDto,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    const command = { type: 'SetMemberLimit', account, ...memberTerms({ ...input, member }) } as const;
    return answerView(await execute(this.commands, command, origin));
  }

  @Delete(':member')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Remove a member; what it used stays, later usage is charged and flagged (rule 21)' })
  @ApiOkResponse({ type: AccountCommandAnswerDto })
  async removeMember(
    @Param() { account, member }: MemberParams,
    @Origin() origin: CommandOrigin,
  ): Promise<AccountCommandAnswerDto> {
    return answerView(await execute(this.commands, { type: 'RemoveMember', account, member }, origin));
  }
}
