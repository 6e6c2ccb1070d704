import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { CommandOrigin } from '#libs/journal/application/client-command.js';
import { idempotencyKeyOf } from '../http/index.js';
import { principalOf } from './principal.decorator.js';

/** Who sends a command, with which Idempotency-Key, and when it came (rules 9, 11). */
export const Origin = createParamDecorator((_: unknown, context: ExecutionContext): CommandOrigin => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return {
    client: principalOf(request).client,
    idempotencyKey: idempotencyKeyOf(request),
    receivedAt: Date.now(),
  };
});

/** A route that takes a command: it documents the header its origin is read from. */
export function TakesCommand(): MethodDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'New per command, the same for its retries (rule 9).',
    schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[ -~]+$' },
  });
}
