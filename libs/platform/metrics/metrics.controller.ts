import { Controller, Get, Res, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, Requires } from '../auth/index.js';
import { Metrics } from './metrics.js';

/** @param isPublic whether the figures are served without a key */
export function metricsController(isPublic: boolean): Type<unknown> {
  @ApiTags('health')
  @Controller('metrics')
  class MetricsController {
    constructor(private readonly metrics: Metrics) {}

    @Get()
    @(isPublic ? Public() : Requires('operator'))
    @ApiOperation({ summary: 'Figures for Prometheus' })
    @ApiProduces('text/plain')
    @ApiOkResponse({ description: 'Prometheus text format.', type: String })
    async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
      reply.type(this.metrics.registry.contentType);
      return this.metrics.registry.metrics();
    }
  }
  return MetricsController;
}
