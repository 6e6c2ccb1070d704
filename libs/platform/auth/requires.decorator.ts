import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Scope } from './scopes.js';

export const SCOPES_METADATA = 'required-scopes';
export const PUBLIC_METADATA = 'public';

/** Any one of these scopes opens the route. A subscriber may only name its own account in it. */
export function Requires(...scopes: readonly [Scope, ...Scope[]]): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(SCOPES_METADATA, scopes), ApiBearerAuth(), ApiExtension('x-scopes', scopes));
}

/** Needs no API key. */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(PUBLIC_METADATA, true);
}
