import { accept, reject } from '#libs/kernel/index.js';
import type { Decider, Decision, Instant } from '#libs/kernel/index.js';
import type { Aggregate } from '#libs/journal/contract.js';
import type { PartnerContractCommand } from './commands.js';
import { partnerContractHash } from './content-hash.js';
import type { PartnerContractPublished } from './events.js';
import type { PartnerContractRejection } from './rejections.js';
import { partnerContractFault } from './soundness.js';
import { evolvePartnerContract, NO_CONTRACT, type PartnerContractHistory } from './state.js';
import type { PartnerContract } from './terms.js';

export const partnerContractDecider: Decider<
  PartnerContractCommand,
  PartnerContractHistory,
  PartnerContractPublished,
  PartnerContractRejection
> = { initial: NO_CONTRACT, decide, evolve: evolvePartnerContract };

/** Stream `partner-<partner>`. */
export const partnerContractAggregate: Aggregate<PartnerContractHistory, PartnerContractPublished> = {
  category: 'partner',
  initial: NO_CONTRACT,
  evolve: evolvePartnerContract,
};

/** Order of checks: impossible input, then what was published before. */
function decide(
  { type: _type, context, effectiveFrom: asked, ...terms }: PartnerContractCommand,
  { versions }: PartnerContractHistory,
): Decision<PartnerContractPublished, PartnerContractRejection> {
  const { now, sha256 } = context;
  const reason = partnerContractFault(terms);
  if (reason !== undefined) return reject({ code: 'partner_contract_not_valid', reason });
  const isFirst = versions.length === 0;
  const effectiveFrom = asked ?? monthStart(now, isFirst ? 0 : 1);
  if (effectiveFrom !== monthStart(effectiveFrom)) return reject({ code: 'partner_contract_mid_month', effectiveFrom });
  if (!isFirst && effectiveFrom < monthStart(now)) {
    return reject({ code: 'partner_contract_effective_in_past', effectiveFrom, now });
  }
  const contract: Omit<PartnerContract, 'hash'> = { ...terms, version: versions.length + 1, effectiveFrom };
  return accept<PartnerContractPublished>({
    type: 'PartnerContractPublished',
    data: { ...contract, hash: partnerContractHash(contract, sha256) },
  });
}

/** First instant of the month in UTC, so many months later. */
function monthStart(at: Instant, later = 0): Instant {
  const day = new Date(at);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + later);
}
