import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Position } from '#libs/journal/contract.js';
import { CurrentPrincipal, mayUse, Requires, type Principal } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem } from '#libs/platform/http/index.js';
import { GetBalance } from '../read-models.queries.js';
import { ReadYourWrites } from '../read-your-writes.js';
import { LIVE_ACCOUNTS, type LiveAccounts } from './live-accounts.js';
import { LiveQuery } from './live.dto.js';

const LAST_EVENT_ID = 'last-event-id';
const EXAMPLE = 'id: 1234\nevent: balance\ndata: {"account":"acc-1001","availableMicro":"1500000","blocked":false}\n\n';

@ApiTags('accounts')
@Controller('v1/accounts/:account')
export class LiveController {
  constructor(
    private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
    @Inject(LIVE_ACCOUNTS) private readonly live: LiveAccounts,
  ) {}

  @Get('live')
  @Requires('operator', 'billing', 'gateway', 'subscriber')
  @ApiOperation({
    summary: 'Follow the balance and the alerts of an account as they change (server-sent events)',
    description:
      'Events: `balance` (as GET …/balance shows it, once at the start and after each change, by time alone too), ' +
      '`alert` (one that fired or was cleared, with a stable `id`), for gateways `standing` in place of both. The id of ' +
      'an event is a position: sent back as Last-Event-ID, every alert beyond it is told, then the balance. An alert ' +
      'may be told twice, none is left out. Streams end after 15 minutes: connect again.',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Goes on after this event.',
    schema: { type: 'integer', minimum: 0, example: 1234 },
  })
  @ApiOkResponse({
    description: 'Events without end.',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE } },
  })
  async follow(
    @Param() { account }: AccountParams,
    @Query() { last_event_id: lastEventId }: LiveQuery,
    @Headers(LAST_EVENT_ID) header: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = positionIn(header) ?? lastEventId;
    await this.readYourWrites.until(after);
    const balance = await this.queries.execute(new GetBalance(account, Date.now()));
    if (balance === undefined) throw edgeProblem('account_unknown', { facts: { account } });
    // A server that has just started does not know yet how far its read models are: from there on would be from the first
    // event on, with every alert there ever was.
    await this.readYourWrites.until(balance.position);
    const view = mayUse(principal, ['operator', 'billing', 'subscriber']) ? 'balance' : 'standing';
    const { readable } = this.live.follow({ account, client: principal.client, view, after });
    // No proxy may keep events back until there are more of them.
    const headers = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    void reply.type('text/event-stream').headers(headers).send(readable);
  }
}

function positionIn(header: string | undefined): Position | undefined {
  if (header === undefined || header === '') return undefined;
  if (!/^\d{1,15}$/.test(header)) throw edgeProblem('input_invalid', { pointer: `/${LAST_EVENT_ID}` });
  return Number(header);
}
