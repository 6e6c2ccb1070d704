import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { invariant } from '#libs/kernel/index.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountParams } from '#libs/platform/http/index.js';
import { SendTransferCommand } from '../../application/handlers/transfer.handler.js';
import type { TransferPolicy } from '../../contract.js';
import { accountProblem } from './account-problems.js';
import { answerView } from './answer.js';
import { creditsOf } from './terms.mapping.js';
import { SendTransferDto, TransferAnswerDto } from './transfers.dto.js';

const BOUGHT_ONLY: TransferPolicy = { promotional: false, free: false };

@ApiTags('transfers')
@Controller('v1/accounts/:account/transfers')
export class TransfersController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @TakesCommand()
  @Requires('operator')
  @ApiOperation({
    summary: 'Send credits to another account (rule 33)',
    description:
      'They keep expiry, scope and cost. What the receiver cannot take goes back into the grants it came from.',
  })
  @ApiCreatedResponse({ type: TransferAnswerDto })
  async send(
    @Param() { account }: AccountParams,
    @Body() { transfer, to, amountMicro, policy }: SendTransferDto,
    @Origin() origin: CommandOrigin,
  ): Promise<TransferAnswerDto> {
    const { promotional, free } = policy ?? BOUGHT_ONLY;
    const sent = { transfer, to, amountMicro: creditsOf(amountMicro), policy: { promotional, free } };
    const command = { type: 'SendTransfer', account, ...sent } as const;
    const answer = await this.commands.execute(new SendTransferCommand(command, origin));
    if (answer.type === 'rejected') throw accountProblem(answer.rejection, answer.replayed);
    const { event, status, reason } = answer;
    invariant(event.type === 'TransferSent', 'the effect of a transfer is its first step');
    return { ...answerView(answer), transfer, status, reason, amountMicro: event.data.amountMicro.toString() };
  }
}
