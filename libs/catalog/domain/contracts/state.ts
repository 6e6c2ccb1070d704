import { invariant } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import { versionInEffect } from '../version-in-effect.js';
import type { PartnerContractPublished } from './events.js';
import type { PartnerContract } from './terms.js';

/** Everything ever agreed with a partner. */
export interface PartnerContractHistory {
  /** Version n stands at n − 1. */
  readonly versions: readonly PartnerContract[];
}

export const NO_CONTRACT: PartnerContractHistory = { versions: [] };

export function evolvePartnerContract(
  { versions }: PartnerContractHistory,
  { data }: PartnerContractPublished,
): PartnerContractHistory {
  invariant(data.version === versions.length + 1, 'versions of a contract follow each other');
  return { versions: [...versions, data] };
}

/** The version a settlement month that starts at an instant is settled by. */
export function contractInEffect({ versions }: PartnerContractHistory, at: Instant): PartnerContract | undefined {
  return versionInEffect(versions, at);
}
