import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { invariant } from '#libs/kernel/index.js';
import { edgeProblem } from '../http/index.js';
import { ApiClients } from './api-clients.js';
import { rememberPrincipal } from './principal.decorator.js';
import { PUBLIC_METADATA, SCOPES_METADATA } from './requires.decorator.js';
import { mayUse, type Principal, type Scope } from './scopes.js';

/** No key, no data: every route is closed unless it says otherwise. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clients: ApiClients,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_METADATA, targets)) return true;
    const required = this.reflector.getAllAndOverride<readonly Scope[] | undefined>(SCOPES_METADATA, targets);
    invariant(required !== undefined, 'every route is public or names its scopes');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.authenticate(request.headers.authorization);
    requireScope(principal, required);
    requireOwnAccount(principal, request.params);
    rememberPrincipal(request, principal);
    return true;
  }

  private async authenticate(authorization: string | undefined): Promise<Principal> {
    const [, key] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    if (key === undefined) throw edgeProblem('api_key_missing', { headers: { 'www-authenticate': 'Bearer' } });
    const principal = await this.clients.authenticate(key);
    if (principal === undefined) {
      throw edgeProblem('api_key_invalid', { headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    }
    return principal;
  }
}

function requireScope(principal: Principal, required: readonly Scope[]): void {
  if (!mayUse(principal, required)) throw edgeProblem('scope_missing', { facts: { scopes: required } });
}

function requireOwnAccount({ account }: Principal, params: unknown): void {
  const named = (params as { readonly account?: string } | undefined)?.account;
  if (account !== undefined && named !== undefined && named !== account) throw edgeProblem('account_forbidden');
}
