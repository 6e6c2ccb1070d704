import { invariant, unreachable } from '#libs/kernel/index.js';
import type { AccountEvent, LineKind, SubscriptionKind } from '#libs/ledger/contract.js';

/**
 * What a line is to a tax engine: stable codes, to be mapped to its own. A line that gives money back has the code of what
 * it gives back on; what only informs has `none`.
 */
export const TAX_CATEGORIES = ['subscription', 'add_on', 'device', 'prepaid_credits', 'usage', 'none'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

const OF_SUBSCRIPTIONS: Readonly<Record<SubscriptionKind, TaxCategory>> = {
  plan: 'subscription',
  free_quota: 'subscription',
  add_on: 'add_on',
  instalment: 'device',
};

/** Of a line that corrects no other. */
export function taxCategoryOf(kind: LineKind, event: AccountEvent): TaxCategory {
  switch (kind) {
    case 'fee':
      return 'subscription';
    case 'add_on':
      return 'add_on';
    case 'instalment':
      return 'device';
    case 'purchase':
    case 'discount':
    case 'refund':
    case 'adjustment':
      return 'prepaid_credits';
    case 'overage':
      return 'usage';
    case 'credit':
      // An upgrade gives back a share of the old fee, which belongs to no single line.
      invariant(event.type === 'SubscriptionUpgraded', 'a credit corrects a line, or is that of an upgrade');
      return OF_SUBSCRIPTIONS[event.data.terms.kind];
    default:
      return unreachable(kind);
  }
}
