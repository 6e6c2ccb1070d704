import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invariant } from '#libs/kernel/index.js';
import { CurrentPrincipal, Requires, type Principal } from '#libs/platform/auth/index.js';
import { USAGE_BODY, USAGE_EXAMPLE } from './usage-example.js';
import { UsageBatchAnswerDto, UsageOutcomeDto } from './usage.dto.js';
import { SubmitUsageCommand } from './usage.handler.js';
import { BATCH, readUsageRequest, STRUCTURED } from './usage-request.js';
import { outcomeView, singleView } from './usage.view.js';

/** The route whose body is read as the bytes that came, and its content types beside application/json. */
export const USAGE_ROUTE = '/v1/usage';
export const USAGE_CONTENT_TYPES = [STRUCTURED, BATCH];

@ApiTags('usage')
@Controller(USAGE_ROUTE)
export class UsageController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Requires('gateway')
  @ApiOperation({
    summary: 'Charge usage: one event, or a batch of at most 1,000 and 1 MiB',
    description:
      'CloudEvents 1.0: structured (application/cloudevents+json or application/json), binary (ce- headers), or a ' +
      'batch (application/cloudevents-batch+json). The usage key (source, id) makes a retry safe: no Idempotency-Key.',
  })
  @ApiConsumes('application/json', STRUCTURED, BATCH)
  @ApiBody({ description: USAGE_BODY, schema: { example: USAGE_EXAMPLE } })
  @ApiExtraModels(UsageOutcomeDto, UsageBatchAnswerDto)
  @ApiOkResponse({
    description: 'One event: charged, or a duplicate. A batch: what became of each.',
    schema: { anyOf: [{ $ref: getSchemaPath(UsageOutcomeDto) }, { $ref: getSchemaPath(UsageBatchAnswerDto) }] },
  })
  @ApiAcceptedResponse({ description: 'One event, held: charged by itself once it can be.', type: UsageOutcomeDto })
  async submit(
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @CurrentPrincipal() { client, sources }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageOutcomeDto | UsageBatchAnswerDto> {
    const usage = readUsageRequest(request, body instanceof Uint8Array ? body : new Uint8Array());
    const records = usage.type === 'batch' ? usage.records : [usage.record];
    const command = new SubmitUsageCommand({ actor: client, sources }, records, Date.now());
    const { outcomes, position } = await this.commands.execute(command);
    reply.status(200);
    if (usage.type === 'batch')
      return { outcomes: outcomes.map((outcome) => outcomeView(outcome, position)), position };
    const [outcome] = outcomes;
    invariant(outcome !== undefined, 'one record has one outcome');
    if (outcome.type === 'held') reply.status(202);
    return singleView(outcome, position);
  }
}
