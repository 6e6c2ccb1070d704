import type { EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { totalMicro } from '#libs/kernel/index.js';
import type { HeldRow, OutcomeCounts, RefusedRow } from '#libs/journal/ports/intake-records.port.js';
import type { SourceName } from '#libs/journal/ports/intake-facts.js';
import type { AccountView, AlertView, BalanceView, GrantView, ReadModels } from '#libs/projections/contract.js';
import { foldJournal, type JournalFold } from './checks/journal-fold.js';
import { everyRow, everything } from './pages.js';

export interface AccountFindings {
  readonly account: AccountView;
  readonly balance: BalanceView;
  readonly grants: readonly GrantView[];
  /** Credits of the usage lines of all its invoices. */
  readonly invoicedMicro: bigint;
}

/** All the demo tells and checks, gathered once: from the read models, from the intake's records, from the journal. */
export interface Findings {
  readonly fold: JournalFold;
  readonly accounts: readonly AccountFindings[];
  readonly alerts: readonly AlertView[];
  readonly refused: readonly RefusedRow[];
  readonly held: readonly HeldRow[];
  readonly received: number;
  readonly counts: OutcomeCounts;
}

export interface Observed {
  readonly ledger: Pick<EmbeddedLedger, 'reader' | 'intakeRecords'>;
  readonly views: ReadModels;
  readonly source: SourceName;
  readonly now: number;
}

export async function gather({ ledger, views, source, now }: Observed): Promise<Findings> {
  const totals = (await ledger.intakeRecords.totals()).find((one) => one.source === source);
  if (totals === undefined) throw new Error(`nothing was recorded of ${source}`);
  return {
    fold: await foldJournal(ledger.reader),
    accounts: await accountFindings(views, now),
    alerts: await everything((page) => views.alerts.alerts({}, page)),
    refused: await everyRow((page) => ledger.intakeRecords.refused({}, page)),
    held: await everyRow((page) => ledger.intakeRecords.held({}, page)),
    received: totals.received,
    counts: totals.counts,
  };
}

async function accountFindings(views: ReadModels, now: number): Promise<readonly AccountFindings[]> {
  const found: AccountFindings[] = [];
  for (const account of await everything((page) => views.accounts.accounts(page))) {
    const balance = await views.balances.balance(account.account, now);
    if (balance === undefined) throw new Error(`account ${account.account} has no balance`);
    const grants = await everything((page) => views.balances.grants(account.account, page, now));
    found.push({ account, balance, grants, invoicedMicro: await invoiced(views, account.account) });
  }
  return found;
}

async function invoiced({ accounts, invoices }: ReadModels, account: string): Promise<bigint> {
  let total = 0n;
  for (const { period } of await everything((page) => accounts.periods(account, page))) {
    const invoice = await invoices.invoice(account, period);
    const usage = (invoice?.lines ?? []).filter(({ type }) => type === 'usage');
    total += totalMicro(usage.map(({ creditsMicro }) => creditsMicro));
  }
  return total;
}
