import { instantOf } from '#libs/platform/http/index.js';
import type { AlertRules, MemberTerms } from '../../contract.js';
import type { AssignTariffBook, OpenAccount } from '../../domain/commands.js';
import type { NewMemberDto, OpenAccountDto, AssignTariffBookDto } from './accounts.dto.js';
import { alertRulesOf, creditsOf, overagePolicyOf } from './terms.mapping.js';

const DEFAULT_ZONE = 'Asia/Shanghai';
const DEFAULT_ALERT_RULES: AlertRules = { percents: [50, 80, 100], floorsMicro: [] };

export function openAccount(input: OpenAccountDto): OpenAccount {
  const { openedAt, overagePolicy, alertRules, members, zone, ...same } = input;
  return {
    type: 'OpenAccount',
    ...same,
    ...(openedAt === undefined ? {} : { openedAt: instantOf(openedAt) }),
    zone: zone ?? DEFAULT_ZONE,
    ...(overagePolicy === undefined ? {} : { overagePolicy: overagePolicyOf(overagePolicy, '/overagePolicy') }),
    alertRules: alertRules === undefined ? DEFAULT_ALERT_RULES : alertRulesOf(alertRules),
    members: (members ?? []).map(memberTerms),
  };
}

export function memberTerms({ member, limitMicro }: NewMemberDto): MemberTerms {
  return { member, limitMicro: limitMicro === undefined ? null : creditsOf(limitMicro) };
}

export function assignTariffBook(
  account: string,
  { tariffBook, effectiveFrom }: AssignTariffBookDto,
): AssignTariffBook {
  return {
    type: 'AssignTariffBook',
    account,
    tariffBook,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom: instantOf(effectiveFrom) }),
  };
}
