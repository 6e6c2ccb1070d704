import type { AccountOpened, OveragePolicy, OveragePrice, TariffBookAssigned } from '#libs/ledger/contract.js';
import type { Handlers } from '../runner/handlers.js';
import type { AccountRow } from './account-rows.js';

export function openedAccount({ data }: AccountOpened): AccountRow {
  const { members: _members, tariffBook, ...account } = data;
  return {
    ...account,
    standing: 'active',
    tariffBooks: [{ tariffBook, effectiveFrom: data.openedAt }],
    overagePrices: withPriceOf([], data.overagePolicy),
  };
}

type Change = (row: AccountRow) => AccountRow;

/** How an event changes who the account is. */
export const accountChanges: Handlers<void, Change> = {
  AccountStatusSet:
    ({ data }) =>
    (row) => ({ ...row, standing: data.status }),
  BillingChanged:
    ({ data }) =>
    (row) => ({ ...row, zone: data.zone, billingDay: data.billingDay }),
  OveragePolicySet:
    ({ data: { overagePolicy } }) =>
    (row) => ({ ...row, overagePolicy, overagePrices: withPriceOf(row.overagePrices, overagePolicy) }),
  TariffBookAssigned:
    ({ data }) =>
    (row) => ({ ...row, tariffBooks: assigned(row.tariffBooks, data) }),
  AlertRulesSet:
    ({ data }) =>
    (row) => ({ ...row, alertRules: data.alertRules }),
};

/** Versions of the overage price are numbered per account, from 1 on (rule 22). */
function withPriceOf(prices: readonly OveragePrice[], policy: OveragePolicy): readonly OveragePrice[] {
  if (policy.type !== 'invoice' || policy.price.version <= prices.length) return prices;
  return [...prices, policy.price];
}

/** One book per instant: the one assigned last (rule 30). */
function assigned(
  books: AccountRow['tariffBooks'],
  { tariffBook, effectiveFrom }: TariffBookAssigned['data'],
): AccountRow['tariffBooks'] {
  const others = books.filter((book) => book.effectiveFrom !== effectiveFrom);
  return [...others, { tariffBook, effectiveFrom }].sort((left, right) => left.effectiveFrom - right.effectiveFrom);
}
