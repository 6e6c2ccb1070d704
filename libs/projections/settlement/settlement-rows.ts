import { invariant, type AccountId } from '#libs/kernel/index.js';
import type { ChargeComponent, OverageBucket } from '#libs/ledger/contract.js';
import { RowSlice } from '../store/row-slice.js';
import { creditFlowsTable, type CreditFlow } from './credit-flow-rows.js';
import type { LotText } from './lot.js';
import { lotAccountsTable, lotKey, lotsTable } from './lot-rows.js';
import { newPayers, overagePayerKey, overagePayersTable } from './overage-payer-rows.js';
import type { OveragePayers } from './overage-payers.js';
import { addKind, settledUsageTable } from './settled-usage-rows.js';
import type { SettlementMonth } from './settlement-month.js';
import { addTo } from './sums.js';

/** One row of usage: to be read and changed once the batch is loaded. */
export interface UsageSums {
  add(component: ChargeComponent, sign: 1n | -1n): void;
  draw(lot: LotText, amountMicro: bigint): void;
}

export type AddToFlow = (name: string, amountMicro: bigint) => void;

/** The rows of settlement by what they are for: named first, changed when they are loaded. */
export class SettlementRows {
  readonly slices;
  private readonly usageRows;
  private readonly flowRows;
  private readonly lotRows;
  private readonly payerRows;
  private readonly accountRows;

  constructor(keptRows: number) {
    this.usageRows = new RowSlice(settledUsageTable, ({ month, place }) => `${month}/${place}`, keptRows);
    this.flowRows = new RowSlice(creditFlowsTable, ({ month, flow }) => `${month}/${flow}`, keptRows);
    this.lotRows = new RowSlice(lotsTable, ({ account, holder }) => lotKey(account, holder), keptRows);
    this.payerRows = new RowSlice(overagePayersTable, ({ account, bucket }) => `${account}/${bucket}`, keptRows);
    this.accountRows = new RowSlice(lotAccountsTable, ({ account }) => account, keptRows);
    this.slices = [this.usageRows, this.flowRows, this.lotRows, this.payerRows, this.accountRows];
  }

  usage(month: SettlementMonth, place: string): UsageSums {
    const cell = this.usageRows.want(`${month}/${place}`);
    const changed = () => {
      const row = cell.row ?? { month, place, kinds: [], drawn: new Map<string, bigint>() };
      this.usageRows.put(cell, row);
      return row;
    };
    return {
      add: (component, sign) => addKind(changed(), component, sign),
      draw: (lot, amountMicro) => addTo(changed().drawn, lot, amountMicro),
    };
  }

  flow(month: SettlementMonth, flow: CreditFlow): AddToFlow {
    const cell = this.flowRows.want(`${month}/${flow}`);
    return (name, amountMicro) => {
      const row = cell.row ?? { month, flow, sums: new Map<string, bigint>() };
      addTo(row.sums, name, amountMicro);
      this.flowRows.put(cell, row);
    };
  }

  /** The lot of a grant that was made before. */
  lot(account: AccountId, holder: string): () => LotText {
    const found = this.lotIfAny(account, holder);
    return () => {
      const lot = found();
      invariant(lot !== undefined, `${holder} of ${account} was made before its credits moved`);
      return lot;
    };
  }

  lotIfAny(account: AccountId, holder: string): () => LotText | undefined {
    const cell = this.lotRows.want(lotKey(account, holder));
    return () => cell.row?.lot;
  }

  keepLot(account: AccountId, holder: string, lot: LotText): void {
    this.lotRows.replace({ account, holder, lot });
  }

  dropLot(account: AccountId, holder: string): void {
    this.lotRows.remove(lotKey(account, holder));
  }

  payers(account: AccountId, bucket: OverageBucket): () => OveragePayers {
    const cell = this.payerRows.want(overagePayerKey(account, bucket));
    return () => {
      const row = cell.row ?? newPayers(account, bucket);
      this.payerRows.put(cell, row);
      return row.payers;
    };
  }

  currency(account: AccountId): () => string {
    const cell = this.accountRows.want(account);
    return () => {
      invariant(cell.row !== undefined, `${account} was opened before it was billed`);
      return cell.row.currency;
    };
  }

  keepCurrency(account: AccountId, currency: string): void {
    this.accountRows.replace({ account, currency });
  }
}
