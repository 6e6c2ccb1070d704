import { KINDS } from '#libs/kernel/index.js';
import type { OverageRow, PurchaseRow, UsageRow } from './invoice-rows.js';
import type { ExactMoney, OverageLine, PurchaseLine, UsageLine } from './invoice-view.js';
import type { KindSums } from './usage-sums.js';

/** Lines at amount zero: usage informs, overage under policy `block` is never billed (rules 22, 34). */
const FREE = { state: 'draft', exactAmount: wholeMoney(0n), amountMinor: 0n } as const;

/** One line per kind, in canonical order. */
export function usageLines(row: UsageRow, currency: string): readonly UsageLine[] {
  const inOrder = [...row.kinds].sort((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
  return inOrder.map((sums) => usageLine(row, sums, currency));
}

function usageLine(row: UsageRow, sums: KindSums, currency: string): UsageLine {
  const { account, period, tier, book, version, model } = row;
  const { kind, quantity, creditsMicro, events, firstRevision, lastRevision } = sums;
  return {
    type: 'usage',
    ...FREE,
    reference: reference(account, period, 'usage', book, version, tier, model, kind),
    currency,
    model,
    kind,
    tier,
    tariff: { book, version },
    quantity,
    creditsMicro,
    events,
    firstRevision,
    lastRevision,
  };
}

export function overageLine(row: OverageRow, currency: string): OverageLine {
  const { account, period, policy, priceVersion, creditsMicro, events, firstRevision, lastRevision } = row;
  return {
    type: 'overage',
    ...FREE,
    reference: reference(account, period, 'overage', policy, priceVersion ?? 'unpriced'),
    currency,
    policy,
    priceVersion,
    creditsMicro,
    events,
    firstRevision,
    lastRevision,
  };
}

/** Paid in whole minor units: exact and rounded are equal. */
export function purchaseLine(row: PurchaseRow, period: number): PurchaseLine {
  const { account, grant, source, revision, creditsMicro, amountMinor, currency, taxIncluded, paymentRef } = row;
  return {
    type: 'purchase',
    state: 'draft',
    reference: reference(account, period, 'purchase', grant),
    exactAmount: wholeMoney(amountMinor),
    amountMinor,
    currency,
    grant,
    source,
    taxIncluded,
    paymentRef,
    creditsMicro,
    events: 1,
    firstRevision: revision,
    lastRevision: revision,
  };
}

function wholeMoney(amountMinor: bigint): ExactMoney {
  return { numerator: amountMinor, denominator: 1n };
}

/** Parts are escaped, so that a model id with a slash in it makes no other line's reference. */
function reference(...parts: readonly (string | number)[]): string {
  return parts.map((part) => encodeURIComponent(part)).join('/');
}
