import { Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { formatInstant } from '#libs/kernel/index.js';
import { Requires } from '#libs/platform/auth/index.js';
import { edgeProblem, encodeCursor } from '#libs/platform/http/index.js';
import type { ReplayAnswer, ReplaySummary } from '../../application/replays.js';
import { HeldParams, HeldRetryQuery, RejectedParams, RejectedReplayQuery } from './intake-records.filters.dto.js';
import { ReplayedEventDto, ReplayedEventsDto } from './intake-records.replays.dto.js';
import { ReplayOne, ReplayRejected, RetryHeld } from './intake-records.replays.handlers.js';
import { heldFilter, pageRequest, rejectedFilter } from './intake-records.view.js';

const SAFE = 'Told twice it changes nothing, as the usage key makes it safe: no Idempotency-Key.';
const AS_THEN = 'It is judged by the receipt it had (rules 13, 14), and by what its producer may send today (rule 8).';
const BY_PAGE = 'Filters are those of the list; `limit` bounds how many, `next` goes on behind them.';

@ApiTags('intake')
@Controller('v1')
export class IntakeReplaysController {
  constructor(private readonly commands: CommandBus) {}

  @Post('rejected/replay')
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({ summary: 'Replay every rejected event that matches', description: `${BY_PAGE} ${AS_THEN} ${SAFE}` })
  @ApiOkResponse({ type: ReplayedEventsDto })
  async replayMatching(@Query() query: RejectedReplayQuery): Promise<ReplayedEventsDto> {
    return summaryView(await this.commands.execute(new ReplayRejected(rejectedFilter(query), pageRequest(query))));
  }

  @Post('rejected/:id/replay')
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({ summary: 'Replay a rejected event once what was wrong is mended', description: `${AS_THEN} ${SAFE}` })
  @ApiOkResponse({ type: ReplayedEventDto })
  async replay(@Param() { id }: RejectedParams): Promise<ReplayedEventDto> {
    return replayedView(await this.commands.execute(new ReplayOne('rejected', id)), 'rejected_unknown');
  }

  @Post('held/retry')
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({ summary: 'Try every held event that matches again', description: `${BY_PAGE} ${SAFE}` })
  @ApiOkResponse({ type: ReplayedEventsDto })
  async retryMatching(@Query() query: HeldRetryQuery): Promise<ReplayedEventsDto> {
    return summaryView(await this.commands.execute(new RetryHeld(heldFilter(query), pageRequest(query))));
  }

  @Post('held/:id/retry')
  @HttpCode(200)
  @Requires('operator')
  @ApiOperation({
    summary: 'Try a held event again; those that wait for an account or a rate are charged without it',
    description: SAFE,
  })
  @ApiOkResponse({ type: ReplayedEventDto })
  async retry(@Param() { id }: HeldParams): Promise<ReplayedEventDto> {
    return replayedView(await this.commands.execute(new ReplayOne('held', id)), 'held_unknown');
  }
}

/** @throws ProblemException `rejected_unknown`, `held_unknown`, `original_erased` */
function replayedView(answer: ReplayAnswer, unknown: 'rejected_unknown' | 'held_unknown'): ReplayedEventDto {
  if (answer.type === 'unknown') throw edgeProblem(unknown);
  if (answer.type === 'erased') throw edgeProblem('original_erased');
  const { outcome, reason, at, position } = answer;
  return { outcome, code: reason?.code ?? null, detail: reason?.sentence ?? null, at: formatInstant(at), position };
}

function summaryView({ tried, counts, last, position }: ReplaySummary): ReplayedEventsDto {
  return { tried, counts, next: last === null ? null : encodeCursor(last), position };
}
