import type { AccountId } from '#libs/kernel/index.js';
import type { MoneyLine } from '#libs/ledger/contract.js';

/** Of a money line. Overage has one reference, draft or sealed: its number is the seal's to give. */
export function moneyReference(account: AccountId, { kind, period, subject, line }: MoneyLine): string {
  return kind === 'overage' ? referenceOf(account, period, 'overage', subject) : referenceOf(account, 'line', line);
}

/** Parts are escaped, so that a model id with a slash in it makes no other line's reference. */
export function referenceOf(...parts: readonly (string | number)[]): string {
  return parts.map((part) => encodeURIComponent(part)).join('/');
}
