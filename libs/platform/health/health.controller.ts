import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { Public } from '../auth/index.js';
import { ShownField } from '../http/index.js';
import { LOGGER } from '../logging/index.js';
import { HEALTH_CHECKS, type CheckResult, type HealthCheck } from './health-check.js';

class LivenessDto {
  @ShownField({ description: 'The process answers.', enum: ['up'] })
  readonly status!: 'up';
}

class CheckDto implements CheckResult {
  @ShownField({ description: 'Whether it can do its work.' })
  readonly up!: boolean;

  @ShownField({ description: 'What it says about itself.', required: false })
  readonly detail?: string;
}

class ReadinessDto {
  @ShownField({ description: 'Whether requests should be sent here.', enum: ['up', 'down'] })
  readonly status!: 'up' | 'down';

  @ShownField({ description: 'By part.', type: 'object', additionalProperties: { type: 'object' } })
  readonly checks!: Readonly<Record<string, CheckDto>>;
}

@ApiTags('health')
@Controller('health')
@Public()
export class HealthController {
  constructor(
    @Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[],
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Liveness: the process answers' })
  @ApiOkResponse({ type: LivenessDto })
  live(): LivenessDto {
    return { status: 'up' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Readiness: the ledger can be written and the read models keep up' })
  @ApiOkResponse({ type: ReadinessDto })
  @ApiServiceUnavailableResponse({ type: ReadinessDto })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessDto> {
    const results = await Promise.all(
      this.checks.map(async (check) => ({ check, result: await outcomeOf(check, this.logger) })),
    );
    const isUp = results.every(({ check, result }) => result.up || !check.isNeeded);
    reply.status(isUp ? 200 : 503);
    return {
      status: isUp ? 'up' : 'down',
      checks: Object.fromEntries(results.map(({ check, result }) => [check.name, result])),
    };
  }
}

/** A check that throws is down; the reason stays in the log, where no stranger reads it. */
async function outcomeOf(check: HealthCheck, logger: Logger): Promise<CheckResult> {
  try {
    return await check.run();
  } catch (fault) {
    logger.error({ err: fault, check: check.name }, 'a health check failed');
    return { up: false, detail: 'the check failed' };
  }
}
