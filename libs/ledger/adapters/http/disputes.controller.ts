import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountParams } from '#libs/platform/http/index.js';
import { execute, type AcceptedAnswer } from './answer.js';
import { DisputeAnswerDto, DisputeParams, DisputeUsageDto, ResolveDisputeDto } from './disputes.dto.js';

@ApiTags('disputes')
@Controller('v1/accounts/:account/disputes')
export class DisputeCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @TakesCommand()
  @Requires('operator', 'billing', 'subscriber')
  @ApiOperation({ summary: 'Say that a debit is not right: it is marked, and nothing moves' })
  @ApiCreatedResponse({ type: DisputeAnswerDto })
  async dispute(
    @Param() { account }: AccountParams,
    @Body() { dispute, source, id, ground }: DisputeUsageDto,
    @Origin() origin: CommandOrigin,
  ): Promise<DisputeAnswerDto> {
    const command = { type: 'DisputeUsage', account, dispute, key: { source, id }, ground } as const;
    return disputeView(dispute, await execute(this.commands, command, origin));
  }

  @Post(':dispute/resolution')
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({ summary: 'Explain how a dispute ended: the debit was corrected since (rule 27), or it stands' })
  @ApiCreatedResponse({ type: DisputeAnswerDto })
  async resolve(
    @Param() { account, dispute }: DisputeParams,
    @Body() { outcome, explanation }: ResolveDisputeDto,
    @Origin() origin: CommandOrigin,
  ): Promise<DisputeAnswerDto> {
    const command = { type: 'ResolveDispute', account, dispute, outcome, explanation } as const;
    return disputeView(dispute, await execute(this.commands, command, origin));
  }
}

function disputeView(dispute: string, { event, revision, position, replayed }: AcceptedAnswer): DisputeAnswerDto {
  const { account } = event.data as { readonly account: string };
  return { account, dispute, revision, position, replayed };
}
