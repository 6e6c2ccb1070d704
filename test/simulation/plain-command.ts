import type { AccountKind, GrantSource, GivenCommand } from '#libs/ledger/index.js';
import type { Deed } from '../support/oracle/index.js';
import * as own from './product-terms.js';

export type PlainDeed = Setting | Extract<Deed, { type: 'giveCredits' | 'adjustDown' }>;

const PLAIN: readonly Deed['type'][] = [
  'openAccount',
  'setStatus',
  'changeBilling',
  'setPolicy',
  'addMember',
  'setMemberLimit',
  'removeMember',
  'assignBook',
  'giveCredits',
  'adjustDown',
];

export function isPlain(deed: Deed): deed is PlainDeed {
  return PLAIN.includes(deed.type);
}

/** A deed that needs no facts but the account's own, as the command a client would give. */
export function plainCommand(deed: PlainDeed): GivenCommand {
  if (deed.type === 'giveCredits') return grantCredits(deed);
  if (deed.type !== 'adjustDown') return setting(deed);
  const { account, grant, amountMicro } = deed;
  return { type: 'AdjustGrantDown', account, grant, amountMicro: own.amount(amountMicro), reason: 'test' };
}

function grantCredits(deed: Extract<Deed, { type: 'giveCredits' }>): GivenCommand {
  const { account, cost, rolloverMicro, grant, priority, eligibleFrom, expiresAt, payment } = deed;
  return {
    type: 'GrantCredits',
    account,
    source: deed.source as GrantSource,
    amountMicro: own.amount(deed.amountMicro),
    scope: own.scopeOf(deed.scope),
    ...own.named({ grant, priority, eligibleFrom, expiresAt, payment }),
    ...(rolloverMicro === undefined ? {} : { rollover: { maxMicro: own.amount(rolloverMicro) } }),
    ...(cost === undefined ? {} : { costBasis: { ...cost, taxIncluded: true }, paymentRef: 'paid' }),
  };
}

type Setting = Extract<
  Deed,
  {
    type:
      | 'openAccount'
      | 'setStatus'
      | 'changeBilling'
      | 'setPolicy'
      | 'addMember'
      | 'setMemberLimit'
      | 'removeMember'
      | 'assignBook';
  }
>;

function setting(deed: Setting): GivenCommand {
  const { account } = deed;
  switch (deed.type) {
    case 'openAccount':
      return {
        type: 'OpenAccount',
        account,
        kind: 'household' as AccountKind,
        ...own.named({ openedAt: deed.openedAt }),
        currency: deed.currency,
        zone: deed.zone,
        billingDay: deed.billingDay,
        tariffBook: 'standard',
        overagePolicy: own.policyOf(deed.policy),
        alertRules: { percents: [], floorsMicro: [] },
        members: deed.members.map(({ member, limitMicro }) => ({ member, limitMicro: limitOf(limitMicro) })),
      };
    case 'setStatus':
      return { type: 'SetAccountStatus', account, status: deed.status, reason: 'test' };
    case 'changeBilling':
      return { type: 'ChangeBilling', account, zone: deed.zone, billingDay: deed.billingDay };
    case 'setPolicy':
      return { type: 'SetOveragePolicy', account, overagePolicy: own.policyOf(deed.policy) };
    case 'addMember':
      return { type: 'AddMember', account, member: deed.member, limitMicro: limitOf(deed.limitMicro) };
    case 'setMemberLimit':
      return { type: 'SetMemberLimit', account, member: deed.member, limitMicro: limitOf(deed.limitMicro) };
    case 'removeMember':
      return { type: 'RemoveMember', account, member: deed.member };
    case 'assignBook':
      return { type: 'AssignTariffBook', account, tariffBook: 'other', effectiveFrom: deed.effectiveFrom };
  }
}

function limitOf(limitMicro: bigint | null) {
  return limitMicro === null ? null : own.amount(limitMicro);
}
