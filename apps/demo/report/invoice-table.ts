import { displayCredits, formatInstant, unreachable } from '#libs/kernel/index.js';
import { table } from '#apps/cli/terminal/table.js';
import { grouped, plural } from '#apps/cli/terminal/text.js';
import type { DraftInvoice, InvoiceLine } from '#libs/projections/contract.js';
import { displayMoney } from './money.js';

const SHOWN = 14;

function cells(line: InvoiceLine): readonly string[] {
  const end = [displayCredits(line.creditsMicro), displayMoney(line.amountMinor, line.currency)];
  switch (line.type) {
    case 'purchase':
      return ['purchase', `${line.source} ${line.grant}`, '', ...end];
    case 'overage':
      return ['overage', `policy ${line.policy}, not billed`, '', ...end];
    case 'usage':
      return [
        'usage',
        `${line.model} ${line.kind}${line.tier === 'standard' ? '' : ` (${line.tier})`}`,
        grouped(line.quantity),
        ...end,
      ];
    default:
      return unreachable(line);
  }
}

export function invoiceTable(invoice: DraftInvoice): string {
  const { account, period, lines, totals } = invoice;
  const range = `${formatInstant(period.startsAt).slice(0, 10)} to ${formatInstant(period.endsAt).slice(0, 10)}`;
  const amounts = totals.amountMinor.map(({ amountMinor, currency }) => displayMoney(amountMinor, currency));
  const rest = lines.length - SHOWN;
  const rows = [
    ...lines.slice(0, SHOWN).map(cells),
    ...(rest > 0 ? [['…', `and ${plural(rest, 'more line')}`, '', '', '']] : []),
    ['total', 'used / to pay', '', displayCredits(totals.usedMicro), amounts.join(', ')],
  ];
  const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });
  const columns = [{ head: 'line' }, { head: 'for' }, right('quantity'), right('credits'), right('amount')];
  return table(`Draft invoice of ${account}, ${range} (${period.zone})`, columns, rows);
}
