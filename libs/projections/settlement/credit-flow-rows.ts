import type { Table } from '../ports/view-store.port.js';
import type { SettlementMonth } from './settlement-month.js';
import { decodeSums, encodeSums, type Sums } from './sums.js';

/**
 * What credits do besides being drawn by a debit.
 * - `given`: sold or given away, those made from other grants excepted. `transferred`: on the way to another account.
 * - `expired`, `forfeited`: breakage. `upgraded`: forfeited for the credit of an upgrade (rule 31).
 * - `refunded`: given back for money. `adjusted_down`: taken out by an operator.
 * - `charged_back`: used already, and given back for money (rule 32).
 * - `recovered`: overage that was repaid or billed, by place and lot.
 */
export const CREDIT_FLOWS = [
  'given',
  'transferred',
  'expired',
  'forfeited',
  'upgraded',
  'refunded',
  'adjusted_down',
  'charged_back',
  'recovered',
] as const;
export type CreditFlow = (typeof CREDIT_FLOWS)[number];

/** One flow of one month over all accounts. Its sums are changed in place. */
export interface CreditFlowRow {
  readonly month: SettlementMonth;
  readonly flow: CreditFlow;
  /** By lot; of `recovered` by place and lot. */
  readonly sums: Sums;
}

export interface CreditFlowColumns {
  readonly month: string;
  readonly flow: string;
  /** JSON */
  readonly sums: string;
}

export const creditFlowsTable: Table<CreditFlowRow, CreditFlowColumns> = {
  name: 'credit_flows',
  key: ['month', 'flow'],
  columns: ['month', 'flow', 'sums'],
  encode: ({ month, flow, sums }) => [month, flow, encodeSums(sums)],
  decode: ({ month, flow, sums }) => ({ month, flow: flow as CreditFlow, sums: decodeSums(sums) }),
};
