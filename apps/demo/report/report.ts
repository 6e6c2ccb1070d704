import { bold } from '#apps/cli/terminal/text.js';
import type { ReadModels } from '#libs/projections/contract.js';
import type { Check } from '../checks/books-add-up.js';
import type { Findings } from '../findings.js';
import { alertsTable, balancesTable } from './account-tables.js';
import { heldTable, outcomesTable, rejectedTable } from './intake-tables.js';
import { invoiceTable } from './invoice-table.js';
import { receiptBlock } from './receipt-block.js';

interface Report {
  readonly findings: Findings;
  readonly checks: readonly Check[];
  readonly views: ReadModels;
  readonly print: (text: string) => void;
}

export async function printReport({ findings, checks, views, print }: Report): Promise<void> {
  print(outcomesTable(findings));
  print(rejectedTable(findings));
  print(heldTable(findings));
  print(balancesTable(findings));
  print(alertsTable(findings));
  print(await oneInvoice(findings, views));
  print(await oneReceipt(findings, views));
  print(checklist(checks));
}

/** Of the account with the most to tell: one that bought something and ran over. */
async function oneInvoice({ accounts }: Findings, views: ReadModels): Promise<string> {
  const chosen =
    accounts.find(
      ({ balance, grants }) => balance.overageMicro > 0n && grants.some(({ source }) => source === 'top_up'),
    ) ?? accounts.find(({ balance }) => balance.usedThisPeriodMicro > 0n);
  const invoice = chosen === undefined ? undefined : await views.invoices.invoice(chosen.account.account);
  return invoice === undefined ? '' : invoiceTable(invoice);
}

async function oneReceipt({ fold }: Findings, views: ReadModels): Promise<string> {
  const receipt = fold.tellingKey === undefined ? undefined : await views.receipts.receipt(fold.tellingKey);
  return receipt === undefined ? '' : receiptBlock(receipt);
}

function checklist(checks: readonly Check[]): string {
  const lines = checks.map(({ claim, figures, holds }) => `  ${holds ? '✓' : '✗'} ${claim}\n      ${figures}`);
  const verdict = checks.every(({ holds }) => holds) ? 'The books add up.' : 'The books do NOT add up.';
  return `\n${bold('Do the books add up?')}\n${lines.join('\n')}\n  ${bold(verdict)}\n`;
}
