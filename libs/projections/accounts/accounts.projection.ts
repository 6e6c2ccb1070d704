import { invariant, type AccountId, type Instant } from '#libs/kernel/index.js';
import type { PeriodOpened, PeriodSealed } from '#libs/ledger/contract.js';
import { accountOf } from '../runner/account-of.js';
import { handle, type Handlers } from '../runner/handlers.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { accountsTable } from './account-rows.js';
import { accountChanges, openedAccount } from './evolve-accounts.js';
import { startedSubscription, subscriptionChanges } from './evolve-subscriptions.js';
import { periodRowKey, periodsTable } from './period-rows.js';
import { subscriptionsTable } from './subscription-rows.js';
import { transfersTable } from './transfer-rows.js';

/** Who the accounts are, their billing periods, subscriptions and transfers under way: what changes rarely. */
export class AccountsProjection implements Projection {
  readonly name = 'accounts';
  readonly version = 1;
  readonly slices;
  private readonly accounts;
  private readonly periods;
  private readonly subscriptions;
  private readonly transfers;

  constructor(keptRows: number) {
    this.accounts = new RowSlice(accountsTable, (row) => row.account, keptRows);
    this.periods = new RowSlice(periodsTable, periodRowKey, keptRows);
    this.subscriptions = new RowSlice(subscriptionsTable, (row) => keyOf(row.account, row.subscription), keptRows);
    this.transfers = new RowSlice(transfersTable, (row) => keyOf(row.account, row.transfer), keptRows);
    this.slices = [this.accounts, this.periods, this.subscriptions, this.transfers];
  }

  prepare(record: AccountRecord): Fold | undefined {
    // Nearly all events are debits.
    if (record.event.type === 'UsageCharged') return undefined;
    return (
      handle(this.handlers, record.event, record.meta.recordedAt) ??
      this.changeAccount(record) ??
      this.changeSubscription(record)
    );
  }

  private readonly handlers: Handlers<Instant, Fold> = {
    AccountOpened: (event) => () => this.accounts.replace(openedAccount(event)),
    PeriodOpened: (event) => () => this.open(event),
    PeriodSealed: (event, recordedAt) => this.seal(event, recordedAt),
    SubscriptionStarted: (event) => () => this.subscriptions.replace(startedSubscription(event)),
    TransferSent: ({ data: { account, transfer, to, amountMicro } }, sentAt) => {
      return () => this.transfers.replace({ account, transfer, to, amountMicro, sentAt });
    },
    TransferCompleted: ({ data }) => this.arrive(data.account, data.transfer),
    TransferReturned: ({ data }) => this.arrive(data.account, data.transfer),
  };

  private arrive(account: AccountId, transfer: string): Fold {
    return () => this.transfers.remove(keyOf(account, transfer));
  }

  private open({ data }: PeriodOpened): void {
    this.periods.replace({ ...data, sealedAt: null, usedMicro: null, totalMinor: null });
  }

  private seal({ data }: PeriodSealed, sealedAt: Instant): Fold {
    const cell = this.periods.want(periodRowKey(data));
    return () => {
      invariant(cell.row !== undefined, `period ${cell.key} was opened before it was sealed`);
      const { usedMicro, totalMinor } = data;
      this.periods.put(cell, { ...cell.row, sealedAt, usedMicro, totalMinor });
    };
  }

  private changeAccount({ event }: AccountRecord): Fold | undefined {
    const change = handle(accountChanges, event, undefined);
    if (change === undefined) return undefined;
    const cell = this.accounts.want(accountOf(event));
    return () => {
      invariant(cell.row !== undefined, `account ${cell.key} was opened before it changed`);
      this.accounts.put(cell, change(cell.row));
    };
  }

  private changeSubscription({ event, meta }: AccountRecord): Fold | undefined {
    const changed = handle(subscriptionChanges, event, meta.recordedAt);
    if (changed === undefined) return undefined;
    const cell = this.subscriptions.want(keyOf(changed.account, changed.subscription));
    return () => {
      invariant(cell.row !== undefined, `subscription ${cell.key} was started before it changed`);
      this.subscriptions.put(cell, changed.change(cell.row));
    };
  }
}

function keyOf(account: string, part: string): string {
  return `${account}/${part}`;
}
