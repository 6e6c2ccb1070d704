import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { MoneyLine } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import { fromJsonColumn, toJsonColumn } from '../store/json-column.js';
import type { TaxCategory } from './tax-category.js';

/** A money line as an event has it. */
export interface MoneyRow {
  readonly account: AccountId;
  readonly period: number;
  /** 1, 2, 3 … within the period */
  readonly number: number;
  readonly line: MoneyLine;
  /** Of what was bought, where the event that made the line names it. */
  readonly paymentRef: string | null;
  /** Of the event that made it. */
  readonly revision: Revision;
  readonly taxCategory: TaxCategory;
  /** Reference of the line it corrects. */
  readonly correctsReference: string | null;
  /** Copied from the event that sealed its period (rule 34). */
  readonly sealed: boolean;
}

export interface MoneyColumns {
  readonly account: string;
  readonly period: bigint;
  readonly number: bigint;
  /** JSON */
  readonly line: string;
  readonly payment_ref: string | null;
  readonly revision: bigint;
  readonly tax_category: string;
  readonly corrects_reference: string | null;
  readonly sealed: bigint;
}

export const moneyTable: Table<MoneyRow, MoneyColumns> = {
  name: 'invoice_money',
  key: ['account', 'period', 'number'],
  columns: [
    'account',
    'period',
    'number',
    'line',
    'payment_ref',
    'revision',
    'tax_category',
    'corrects_reference',
    'sealed',
  ],
  encode: (row) => [
    row.account,
    row.period,
    row.number,
    toJsonColumn(row.line),
    row.paymentRef,
    row.revision,
    row.taxCategory,
    row.correctsReference,
    row.sealed ? 1 : 0,
  ],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    number: Number(columns.number),
    line: fromJsonColumn<MoneyLine>(columns.line),
    paymentRef: columns.payment_ref,
    revision: Number(columns.revision),
    taxCategory: columns.tax_category as TaxCategory,
    correctsReference: columns.corrects_reference,
    sealed: columns.sealed === 1n,
  }),
};

export function moneyRowKey({ account, period, number }: Pick<MoneyRow, 'account' | 'period' | 'number'>): string {
  return `${account}/${period}/${number}`;
}

/** Period and number of a line `<period>-<n>`. */
export function placeOfLine(line: MoneyLine['line']): Pick<MoneyRow, 'period' | 'number'> {
  const [period, number] = line.split('-');
  return { period: Number(period), number: Number(number) };
}
