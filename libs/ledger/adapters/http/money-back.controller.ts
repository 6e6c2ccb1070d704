import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountParams } from '#libs/platform/http/index.js';
import { execute } from './answer.js';
import { GrantParams } from './grants.dto.js';
import { CreditNoteDto, MoneyBackAnswerDto, PurchaseReversedDto, ReversePurchaseDto } from './money-back.dto.js';
import { creditNoteView, purchaseReversedView } from './money-back.view.js';

@ApiTags('money back')
@Controller('v1/accounts/:account')
export class MoneyBackController {
  constructor(private readonly commands: CommandBus) {}

  @Post('grants/:grant/refund')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Refund the unused part of a purchase (rule 32)' })
  @ApiCreatedResponse({ type: PurchaseReversedDto })
  async refund(
    @Param() { account, grant }: GrantParams,
    @Body() { reason }: ReversePurchaseDto,
    @Origin() origin: CommandOrigin,
  ): Promise<PurchaseReversedDto> {
    const command = { type: 'ReversePurchase', account, grant, kind: 'refund', reason } as const;
    return purchaseReversedView(await execute(this.commands, command, origin));
  }

  @Post('grants/:grant/chargeback')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({
    summary: 'Record that a purchase was charged back (rule 32)',
    description:
      'The unused part goes; what was used, given away or is held becomes overage, by the policy of the account.',
  })
  @ApiCreatedResponse({ type: PurchaseReversedDto })
  async chargeback(
    @Param() { account, grant }: GrantParams,
    @Body() { reason }: ReversePurchaseDto,
    @Origin() origin: CommandOrigin,
  ): Promise<PurchaseReversedDto> {
    const command = { type: 'ReversePurchase', account, grant, kind: 'chargeback', reason } as const;
    return purchaseReversedView(await execute(this.commands, command, origin));
  }

  @Post('credit-notes')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Give money back on an invoice line, at most what it collected (rule 27)' })
  @ApiCreatedResponse({ type: MoneyBackAnswerDto })
  async creditNote(
    @Param() { account }: AccountParams,
    @Body() { line, amountMinor, reason }: CreditNoteDto,
    @Origin() origin: CommandOrigin,
  ): Promise<MoneyBackAnswerDto> {
    const command = { type: 'IssueCreditNote', account, line, amountMinor: BigInt(amountMinor), reason } as const;
    return creditNoteView(await execute(this.commands, command, origin));
  }
}
