import { displayCredits, formatInstant } from '#libs/kernel/index.js';
import { table } from '#apps/cli/terminal/table.js';
import { grouped, plural } from '#apps/cli/terminal/text.js';
import type { Invoice, InvoiceLine } from '#libs/projections/contract.js';
import { displayMoney } from './money.js';

const SHOWN = 14;

function cells(line: InvoiceLine): readonly string[] {
  const end = [displayCredits(line.creditsMicro), displayMoney(line.amountMinor, line.currency)];
  if (line.type === 'usage') {
    const model = `${line.model} ${line.kind}${line.tier === 'standard' ? '' : ` (${line.tier})`}`;
    return ['usage', model, grouped(line.quantity), ...end];
  }
  if (line.type === 'unbilled_overage') return ['overage', `policy ${line.policy}, not billed`, '', ...end];
  return [line.type, line.product?.product ?? line.subject, '', ...end];
}

export function invoiceTable(invoice: Invoice): string {
  const { account, period, lines, totals, currency } = invoice;
  const range = `${formatInstant(period.startsAt).slice(0, 10)} to ${formatInstant(period.endsAt).slice(0, 10)}`;
  const rest = lines.length - SHOWN;
  const rows = [
    ...lines.slice(0, SHOWN).map(cells),
    ...(rest > 0 ? [['…', `and ${plural(rest, 'more line')}`, '', '', '']] : []),
    ['total', 'used / to pay', '', displayCredits(totals.usedMicro), displayMoney(totals.amountMinor, currency)],
  ];
  const right = (head: string): { head: string; align: 'right' } => ({ head, align: 'right' });
  const columns = [{ head: 'line' }, { head: 'for' }, right('quantity'), right('credits'), right('amount')];
  return table(
    `${period.sealed ? 'Invoice' : 'Draft invoice'} of ${account}, ${range} (${period.zone})`,
    columns,
    rows,
  );
}
