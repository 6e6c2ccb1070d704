import { invariant, unreachable } from '#libs/kernel/index.js';
import type { AccountOpened, AlertRulesSet } from '#libs/ledger/contract.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { accountsTable, periodsTable } from './account-rows.js';

/** Who the accounts are, and their billing periods: what changes rarely. */
export class AccountsProjection implements Projection {
  readonly name = 'accounts';
  readonly version = 1;
  readonly slices;
  private readonly accounts;
  private readonly periods;

  constructor(keptRows: number) {
    this.accounts = new RowSlice(accountsTable, (row) => row.account, keptRows);
    this.periods = new RowSlice(periodsTable, (row) => `${row.account}/${row.period}`, keptRows);
    this.slices = [this.accounts, this.periods];
  }

  prepare({ event }: AccountRecord): Fold | undefined {
    switch (event.type) {
      case 'AccountOpened':
        return this.open(event);
      case 'AlertRulesSet':
        return this.setRules(event);
      case 'PeriodOpened':
        return () => this.periods.replace(event.data);
      case 'MemberAdded':
      case 'CreditsGranted':
      case 'UsageCharged':
      case 'UsageConflictRecorded':
        return undefined;
      default:
        return unreachable(event);
    }
  }

  private open({ data: { members: _, ...account } }: AccountOpened): Fold {
    return () => this.accounts.replace(account);
  }

  private setRules({ data: { account, alertRules } }: AlertRulesSet): Fold {
    const cell = this.accounts.want(account);
    return () => {
      invariant(cell.row !== undefined, `account ${account} was opened before`);
      this.accounts.put(cell, { ...cell.row, alertRules });
    };
  }
}
