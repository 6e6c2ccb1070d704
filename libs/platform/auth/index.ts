export { AccessStore, type AccessSchema } from './access-store.js';
export { ApiClients, type IssuedKey, type NewClient } from './api-clients.js';
export { ApiKeysController } from './api-keys.controller.js';
export { AuthGuard } from './auth.guard.js';
export { Origin, TakesCommand } from './origin.decorator.js';
export { CurrentPrincipal } from './principal.decorator.js';
export { Public, Requires } from './requires.decorator.js';
export { mayUse, SCOPES, type Principal, type Scope } from './scopes.js';
