import { instantOf } from '#libs/platform/http/index.js';
import type { GrantCredits } from '../../domain/commands.js';
import type { GrantCreditsDto } from './grants.dto.js';
import { costBasisOf, creditsOf, given, scopeOf } from './terms.mapping.js';

export function grantCredits(account: string, input: GrantCreditsDto): GrantCredits {
  const { amountMicro, eligibleFrom, expiresAt, scope, rollover, costBasis, ...same } = input;
  return {
    type: 'GrantCredits',
    account,
    ...given(same),
    amountMicro: creditsOf(amountMicro),
    ...(eligibleFrom === undefined ? {} : { eligibleFrom: instantOf(eligibleFrom) }),
    ...(expiresAt === undefined ? {} : { expiresAt: instantOf(expiresAt) }),
    scope: scopeOf(scope),
    ...(rollover === undefined ? {} : { rollover: { maxMicro: creditsOf(rollover.maxMicro) } }),
    ...(costBasis === undefined ? {} : { costBasis: costBasisOf(costBasis) }),
  };
}
