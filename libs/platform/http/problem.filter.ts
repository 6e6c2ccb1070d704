import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/index.js';
import { edgeProblem } from './edge-problems.js';
import { asProblem } from './framework-errors.js';
import type { ProblemException } from './problem.js';

/** The one way out for everything thrown: a problem, never a stack. Faults of ours are logged whole. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(http.getResponse<FastifyReply>(), asProblem(thrown) ?? this.fault(thrown, request));
  }

  private fault(thrown: unknown, request: FastifyRequest): ProblemException {
    const instance = `urn:tokenledger:request:${request.id}`;
    this.logger.error({ err: thrown, instance }, 'a request failed');
    if (!isRetriable(thrown)) return edgeProblem('internal', { facts: { instance } });
    return edgeProblem('unavailable', { facts: { instance, retriable: true }, headers: { 'retry-after': '1' } });
  }
}

/** An operating fault says of itself whether the same request may be sent again. */
function isRetriable(thrown: unknown): boolean {
  return thrown instanceof Error && 'retriable' in thrown && thrown.retriable === true;
}

export function sendProblem(reply: FastifyReply, { problem, headers }: ProblemException): void {
  void reply
    .status(problem.status)
    .headers(headers)
    .type('application/problem+json')
    .send(JSON.stringify(problem, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));
}
