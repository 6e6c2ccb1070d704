import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invariant } from '#libs/kernel/index.js';
import type { Principal } from './scopes.js';

const PRINCIPALS = new WeakMap<FastifyRequest, Principal>();

export function rememberPrincipal(request: FastifyRequest, principal: Principal): void {
  PRINCIPALS.set(request, principal);
}

export function principalOf(request: FastifyRequest): Principal {
  const principal = PRINCIPALS.get(request);
  invariant(principal !== undefined, 'the guard has let the request in');
  return principal;
}

/** Who sent the request, as the guard found out. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
