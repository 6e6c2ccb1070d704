import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { CurrentPrincipal, Origin, Requires, TakesCommand, type Principal } from '#libs/platform/auth/index.js';
import { AccountParams, edgeProblem } from '#libs/platform/http/index.js';
import type { ReservationAnswer } from '../../application/reservations.js';
import {
  ACCOUNT_RULE_PROBLEMS,
  misaddressed,
  reservationProblem,
  type AccountRuleProblems,
} from './reservation-problems.js';
import { ReleasedDto, ReservationParams, ReservedDto, ReserveDto } from './reservations.dto.js';
import { ReleaseCommand, ReserveCommand, SettleCommand } from './reservations.handlers.js';
import { releasedView, reservedView, reserveOf, type AcceptedReservation } from './reservations.view.js';
import { SETTLEMENT_EXAMPLE, USAGE_BODY } from './usage-example.js';
import { UsageOutcomeDto } from './usage.dto.js';
import { readUsageRequest, STRUCTURED } from './usage-request.js';
import { singleView } from './usage.view.js';

const RESERVATIONS_ROUTE = '/v1/accounts/:account/reservations';
/** Its body is read as the bytes that came, like that of the usage route. */
export const SETTLE_ROUTE = `${RESERVATIONS_ROUTE}/:reservation/settle`;

@ApiTags('reservations')
@Controller(RESERVATIONS_ROUTE)
export class ReservationsController {
  constructor(
    private readonly commands: CommandBus,
    @Inject(ACCOUNT_RULE_PROBLEMS) private readonly rules: AccountRuleProblems,
  ) {}

  @Post()
  @TakesCommand()
  @Requires('gateway')
  @ApiOperation({
    summary: 'Reserve credits for a call before it is made, whole or not at all (rule 23)',
    description: 'Its usage then names the reservation: it draws the held credits first, and by default ends it.',
  })
  @ApiCreatedResponse({ type: ReservedDto })
  async reserve(
    @Param() { account }: AccountParams,
    @Body() input: ReserveDto,
    @Origin() origin: CommandOrigin,
  ): Promise<ReservedDto> {
    const answer = await this.commands.execute(new ReserveCommand(reserveOf(account, input), origin));
    return reservedView(this.accepted(answer), origin.receivedAt);
  }

  @Post(':reservation/release')
  @HttpCode(200)
  @TakesCommand()
  @Requires('gateway')
  @ApiOperation({ summary: 'Give back what a reservation still holds; that is final (rule 24)' })
  @ApiOkResponse({ type: ReleasedDto })
  async release(
    @Param() { account, reservation }: ReservationParams,
    @Origin() origin: CommandOrigin,
  ): Promise<ReleasedDto> {
    const answer = await this.commands.execute(new ReleaseCommand({ type: 'Release', account, reservation }, origin));
    return releasedView(this.accepted(answer), origin.receivedAt);
  }

  @Post(':reservation/settle')
  @Requires('gateway')
  @ApiOperation({
    summary: 'Charge the usage of a reservation: one usage event that names it',
    description:
      'As POST /v1/usage. The usage key (source, id) makes a retry safe, by whatever way it comes: no Idempotency-Key. ' +
      'With `final` false the reservation stays open for the next call of an agent run.',
  })
  @ApiConsumes('application/json', STRUCTURED)
  @ApiBody({ description: USAGE_BODY, schema: { type: 'object', example: SETTLEMENT_EXAMPLE } })
  @ApiOkResponse({ description: 'Charged, or a duplicate.', type: UsageOutcomeDto })
  @ApiAcceptedResponse({ description: 'Held: charged by itself once it can be.', type: UsageOutcomeDto })
  async settle(
    @Param() { account, reservation }: ReservationParams,
    @Req() request: FastifyRequest,
    @Body() body: unknown,
    @CurrentPrincipal() { client, sources }: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageOutcomeDto> {
    const usage = readUsageRequest(request, body instanceof Uint8Array ? body : new Uint8Array());
    if (usage.type === 'batch') throw edgeProblem('content_type_unsupported');
    const producer = { actor: client, sources };
    const settlement = { account, reservation, record: usage.record, producer, receivedAt: Date.now() };
    const settled = await this.commands.execute(new SettleCommand(settlement));
    if (settled.type === 'misaddressed') throw misaddressed(settled.member);
    reply.status(settled.outcome.type === 'held' ? 202 : 200);
    return singleView(settled.outcome, settled.position);
  }

  /** @throws ProblemException for a rejected command */
  private accepted(answer: ReservationAnswer): AcceptedReservation {
    if (answer.type === 'rejected') throw reservationProblem(answer, this.rules);
    return answer;
  }
}
