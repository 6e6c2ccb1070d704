/** What an API key may do. */
export const SCOPES = ['gateway', 'billing', 'auditor', 'operator', 'subscriber', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Whoever sent a request, as its API key says. */
export interface Principal {
  /** Stable id of the client, the same after its key was rotated (rule 9). */
  readonly client: string;
  readonly scopes: readonly Scope[];
  /** Values of CloudEvents `source` it may use (rule 8); empty without the gateway scope. */
  readonly sources: readonly string[];
  /** The account a subscriber is bound to. */
  readonly account?: string;
}

/** An admin may do everything but send usage: that takes a binding to sources (rule 8), which only gateways have. */
export function mayUse(principal: Principal, required: readonly Scope[]): boolean {
  const implied = principal.scopes.includes('admin') && !required.every((scope) => scope === 'gateway');
  return implied || required.some((scope) => principal.scopes.includes(scope));
}
