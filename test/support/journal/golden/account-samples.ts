import { credits } from '#libs/kernel/index.js';
import { AT, BLOCK_BUCKET, CREDIT_LINE, DAY, FEE_LINE, GRANT, INVOICE_BUCKET, LARGEST, PRODUCT } from './parts.js';
import type { SamplesOf } from './samples-of.js';
import type { AccountEvent } from '#libs/ledger/contract.js';

type Here =
  | 'AccountOpened'
  | 'AccountStatusSet'
  | 'BillingChanged'
  | 'OveragePolicySet'
  | 'TariffBookAssigned'
  | 'AlertRulesSet'
  | 'MemberAdded'
  | 'MemberLimitSet'
  | 'MemberRemoved'
  | 'PeriodOpened'
  | 'PeriodSealed'
  | 'CreditsGranted'
  | 'GrantExpired'
  | 'GrantAdjustedDown';

export const ACCOUNT_SAMPLES: SamplesOf<Extract<AccountEvent, { type: Here }>> = {
  AccountOpened: {
    account: 'team-1',
    kind: 'team',
    openedAt: AT,
    currency: 'CNY',
    zone: 'Asia/Shanghai',
    billingDay: 31,
    overagePolicy: {
      type: 'invoice',
      capMicro: LARGEST,
      price: { version: 1, amountMinor: 3n, perMicro: credits(1_000n), taxIncluded: true },
    },
    tariffBook: 'standard',
    alertRules: { percents: [50, 80, 100], floorsMicro: [credits(1_000_000n)] },
    members: [
      { member: 'm-1', limitMicro: null },
      { member: 'm-2', limitMicro: credits(7n) },
    ],
  },
  AccountStatusSet: { account: 'team-1', status: 'suspended', reason: 'bill overdue' },
  BillingChanged: { account: 'team-1', zone: 'Europe/Berlin', billingDay: 15 },
  OveragePolicySet: { account: 'team-1', overagePolicy: { type: 'limit', limitMicro: credits(9n) } },
  TariffBookAssigned: { account: 'team-1', tariffBook: 'partner', effectiveFrom: AT + DAY },
  AlertRulesSet: { account: 'team-1', alertRules: { percents: [90], floorsMicro: [] } },
  MemberAdded: { account: 'team-1', member: 'm-3', limitMicro: credits(1_000n) },
  MemberLimitSet: { account: 'team-1', member: 'm-3', limitMicro: null },
  MemberRemoved: { account: 'team-1', member: 'm-3' },
  PeriodOpened: {
    account: 'team-1',
    period: 1,
    startsAt: AT,
    endsAt: AT + 31 * DAY,
    zone: 'Asia/Shanghai',
    billingDay: 31,
  },
  PeriodSealed: {
    account: 'team-1',
    period: 0,
    startsAt: AT - 28 * DAY,
    endsAt: AT,
    usedMicro: credits(12_345n),
    overage: [
      { bucket: INVOICE_BUCKET, billedMicro: credits(400n), writtenOffMicro: credits(0n) },
      { bucket: BLOCK_BUCKET, billedMicro: credits(0n), writtenOffMicro: credits(3n) },
    ],
    rollovers: [
      { grant: '~1', into: '~2', rolledMicro: credits(5n), forfeitedMicro: credits(6n) },
      { grant: 'g-2', into: null, rolledMicro: credits(0n), forfeitedMicro: credits(0n) },
    ],
    lines: [FEE_LINE, CREDIT_LINE],
    totalMinor: 3_293n,
  },
  CreditsGranted: {
    account: 'team-1',
    terms: GRANT,
    product: PRODUCT,
    oncePerCustomer: true,
    subscription: 's-1',
    transfer: { transfer: 't-1', from: 'team-2', part: 1 },
    paymentRef: 'pay-1',
    payment: 'prepaid',
    repays: [{ bucket: INVOICE_BUCKET, amountMicro: credits(20n), openAfterMicro: credits(0n) }],
    lines: [FEE_LINE],
  },
  GrantExpired: { account: 'team-1', grant: '~1', expiresAt: AT + DAY, amountMicro: credits(11n) },
  GrantAdjustedDown: { account: 'team-1', grant: 'g-2', amountMicro: credits(1n), reason: 'granted twice' },
};
