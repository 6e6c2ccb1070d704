import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { viewJson } from '#libs/kernel/index.js';
import { Requires } from '#libs/platform/auth/index.js';
import type { IssuedWebhook, WebhookWish } from '../../webhooks/webhook-view.js';
import {
  ChangeWebhook,
  CreateWebhook,
  GetWebhook,
  ListWebhooks,
  RemoveWebhook,
  RotateWebhookSecret,
  SwitchWebhook,
} from './webhook-endpoint.handlers.js';
import { answered } from './webhook-problems.js';
import { IssuedWebhookDto, WebhookDto, WebhookListDto, WebhookParams, WebhookWishDto } from './webhooks.dto.js';

@ApiTags('webhooks')
@Controller('v1/webhooks')
@Requires('operator')
export class WebhooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Make a webhook endpoint; the secret that signs is shown this once' })
  @ApiCreatedResponse({ type: IssuedWebhookDto })
  async create(@Body() input: WebhookWishDto): Promise<IssuedWebhookDto> {
    return issuedView(await answered(this.commands.execute(new CreateWebhook(wishOf(input)))));
  }

  @Get()
  @ApiOperation({ summary: 'List webhook endpoints, without their secrets' })
  @ApiOkResponse({ type: WebhookListDto })
  async list(): Promise<WebhookListDto> {
    return { items: viewJson(await this.queries.execute(new ListWebhooks())) };
  }

  @Get(':webhook')
  @ApiOperation({ summary: 'How a webhook endpoint is' })
  @ApiOkResponse({ type: WebhookDto })
  async get(@Param() { webhook }: WebhookParams): Promise<WebhookDto> {
    return viewJson(await answered(this.queries.execute(new GetWebhook(webhook))));
  }

  @Put(':webhook')
  @ApiOperation({ summary: 'Change a webhook endpoint: everything but its secret; what waits goes to the new address' })
  @ApiOkResponse({ type: WebhookDto })
  async change(@Param() { webhook }: WebhookParams, @Body() input: WebhookWishDto): Promise<WebhookDto> {
    return viewJson(await answered(this.commands.execute(new ChangeWebhook(webhook, wishOf(input)))));
  }

  @Post(':webhook/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send nothing more: what waits and what would come is dead, and can be replayed' })
  @ApiOkResponse({ type: WebhookDto })
  disable(@Param() params: WebhookParams): Promise<WebhookDto> {
    return this.switch(params, 'disabled');
  }

  @Post(':webhook/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send again what comes from now on; POST …/replays for what was missed' })
  @ApiOkResponse({ type: WebhookDto })
  enable(@Param() params: WebhookParams): Promise<WebhookDto> {
    return this.switch(params, 'enabled');
  }

  @Post(':webhook/rotate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Replace the secret; for 24 hours the old one signs too, so that no message is lost' })
  @ApiOkResponse({ type: IssuedWebhookDto })
  async rotate(@Param() { webhook }: WebhookParams): Promise<IssuedWebhookDto> {
    return issuedView(await answered(this.commands.execute(new RotateWebhookSecret(webhook))));
  }

  @Delete(':webhook')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a webhook endpoint, and what is known of its deliveries' })
  @ApiNoContentResponse()
  async remove(@Param() { webhook }: WebhookParams): Promise<void> {
    await answered(this.commands.execute(new RemoveWebhook(webhook)));
  }

  private async switch({ webhook }: WebhookParams, to: 'enabled' | 'disabled'): Promise<WebhookDto> {
    return viewJson(await answered(this.commands.execute(new SwitchWebhook(webhook, to))));
  }
}

function wishOf({ url, description = '', eventTypes, accounts }: WebhookWishDto): WebhookWish {
  return { url, description, eventTypes, accounts: accounts ?? null };
}

function issuedView({ endpoint, secret }: IssuedWebhook): IssuedWebhookDto {
  return { ...viewJson(endpoint), secret };
}
