import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { viewJson } from '#libs/kernel/index.js';
import { Requires } from '#libs/platform/auth/index.js';
import {
  decodeNumberCursor,
  edgeProblem,
  encodeCursor,
  instantOf,
  PAGE_LIMIT_DEFAULT,
} from '#libs/platform/http/index.js';
import type { Replay } from '../../webhooks/webhook-outbox.js';
import type { DeliveryFilter } from '../../webhooks/webhook-view.js';
import {
  DeliveriesQuery,
  DeliveryParams,
  ReplayDto,
  ReplayedDto,
  TestSentDto,
  WebhookDeliveryDetailDto,
  WebhookDeliveryPageDto,
} from './webhook-deliveries.dto.js';
import {
  GetWebhookDelivery,
  ListWebhookDeliveries,
  ReplayWebhooks,
  SendTestWebhook,
} from './webhook-delivery.handlers.js';
import { answered } from './webhook-problems.js';
import { WebhookParams } from './webhooks.dto.js';

@ApiTags('webhooks')
@Controller('v1/webhooks/:webhook')
@Requires('operator')
export class WebhookDeliveriesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('test')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a test message; GET …/deliveries shows how it went' })
  @ApiAcceptedResponse({ type: TestSentDto })
  async test(@Param() { webhook }: WebhookParams): Promise<TestSentDto> {
    return { message: await answered(this.commands.execute(new SendTestWebhook(webhook))) };
  }

  @Post('replays')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send again, with the same ids: one message, or all since a time that were not taken' })
  @ApiAcceptedResponse({ type: ReplayedDto })
  async replay(@Param() { webhook }: WebhookParams, @Body() input: ReplayDto): Promise<ReplayedDto> {
    return { count: await answered(this.commands.execute(new ReplayWebhooks(webhook, replayOf(input)))) };
  }

  @Get('deliveries')
  @ApiOperation({ summary: 'List what was sent and what waits, kept for 30 days from its end' })
  @ApiOkResponse({ type: WebhookDeliveryPageDto })
  async list(
    @Param() { webhook }: WebhookParams,
    @Query() { cursor, limit = PAGE_LIMIT_DEFAULT, state, account }: DeliveriesQuery,
  ): Promise<WebhookDeliveryPageDto> {
    const filter: DeliveryFilter = {
      ...(state === undefined ? {} : { state }),
      ...(account === undefined ? {} : { account }),
    };
    const page = { before: decodeNumberCursor(cursor, Number.MAX_SAFE_INTEGER), limit };
    const rows = await answered(this.queries.execute(new ListWebhookDeliveries(webhook, filter, page)));
    const items = rows.slice(0, limit);
    return { items: viewJson(items), next: rows.length > limit ? encodeCursor(items.at(-1)!.delivery) : null };
  }

  @Get('deliveries/:delivery')
  @ApiOperation({ summary: 'A delivery with what is sent and how each attempt ended' })
  @ApiOkResponse({ type: WebhookDeliveryDetailDto })
  async get(@Param() { webhook, delivery }: DeliveryParams): Promise<WebhookDeliveryDetailDto> {
    return viewJson(await answered(this.queries.execute(new GetWebhookDelivery(webhook, delivery))));
  }
}

function replayOf({ message, since }: ReplayDto): Replay {
  if ((message === undefined) === (since === undefined)) {
    const fault = { pointer: '/message', detail: 'must be given, or `since`, but not both' };
    throw edgeProblem('input_invalid', { ...fault, facts: { in: 'body', errors: [fault] } });
  }
  return message === undefined ? { since: instantOf(since!) } : { message };
}
