import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { Origin, Requires, TakesCommand } from '#libs/platform/auth/index.js';
import { AccountParams } from '#libs/platform/http/index.js';
import type { SellingCommand } from '../../domain/commands.js';
import { SALE_RULE_PROBLEMS, saleProblem, type SaleRuleProblems } from './sale-problems.js';
import {
  ChangeSubscriptionDto,
  PurchaseAnswerDto,
  PurchaseDto,
  SubscribeDto,
  SubscriptionAnswerDto,
  SubscriptionParams,
} from './sales.dto.js';
import { SellCommand } from './sales.handler.js';
import { purchaseView, subscriptionView, type AcceptedSale } from './sales.view.js';

@ApiTags('selling')
@Controller('v1/accounts/:account')
export class SalesController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(SALE_RULE_PROBLEMS) private readonly rules: SaleRuleProblems,
  ) {}

  @Post('subscriptions')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Subscribe to a plan, a free quota, an add-on or instalments' })
  @ApiCreatedResponse({ type: SubscriptionAnswerDto })
  async subscribe(
    @Param() { account }: AccountParams,
    @Body() { subscription, product }: SubscribeDto,
    @Origin() origin: CommandOrigin,
  ): Promise<SubscriptionAnswerDto> {
    const answer = await this.sell({ type: 'Subscribe', account, subscription, product }, origin);
    return subscriptionView(answer, subscription);
  }

  @Post('subscriptions/:subscription/change')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Upgrade at once, or downgrade at the next renewal (rule 31)' })
  @ApiCreatedResponse({ type: SubscriptionAnswerDto })
  async changeSubscription(
    @Param() { account, subscription }: SubscriptionParams,
    @Body() { product }: ChangeSubscriptionDto,
    @Origin() origin: CommandOrigin,
  ): Promise<SubscriptionAnswerDto> {
    const answer = await this.sell({ type: 'ChangeSubscription', account, subscription, product }, origin);
    return subscriptionView(answer, subscription);
  }

  @Post('subscriptions/:subscription/cancel')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Cancel a subscription at its next renewal (rule 31)' })
  @ApiCreatedResponse({ type: SubscriptionAnswerDto })
  async cancelSubscription(
    @Param() { account, subscription }: SubscriptionParams,
    @Origin() origin: CommandOrigin,
  ): Promise<SubscriptionAnswerDto> {
    const answer = await this.sell({ type: 'CancelSubscription', account, subscription }, origin);
    return subscriptionView(answer, subscription);
  }

  @Post('subscriptions/:subscription/settle')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Settle instalments early: what is still to pay, at once (rule 32)' })
  @ApiCreatedResponse({ type: SubscriptionAnswerDto })
  async settleInstalments(
    @Param() { account, subscription }: SubscriptionParams,
    @Origin() origin: CommandOrigin,
  ): Promise<SubscriptionAnswerDto> {
    const answer = await this.sell({ type: 'SettleInstalments', account, subscription }, origin);
    return subscriptionView(answer, subscription);
  }

  @Post('purchases')
  @TakesCommand()
  @Requires('operator', 'billing')
  @ApiOperation({ summary: 'Buy packs: a top-up or a promotion (rule 32)' })
  @ApiCreatedResponse({ type: PurchaseAnswerDto })
  async buy(
    @Param() { account }: AccountParams,
    @Body() { product, quantity = 1, grant, paymentRef, payment = 'bill' }: PurchaseDto,
    @Origin() origin: CommandOrigin,
  ): Promise<PurchaseAnswerDto> {
    const bought = { account, product, quantity, paymentRef, payment, ...(grant === undefined ? {} : { grant }) };
    return purchaseView(await this.sell({ type: 'BuyPack', ...bought }, origin));
  }

  private async sell(command: SellingCommand, origin: CommandOrigin): Promise<AcceptedSale> {
    const answer = await this.commands.execute(new SellCommand(command, origin));
    if (answer.type === 'rejected') throw saleProblem(answer, this.rules);
    return answer;
  }
}
