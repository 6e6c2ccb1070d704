import { accept, reject, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { CommandContext, IssueCreditNote } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import { evolveAll } from '../evolve.js';
import { moneyLine } from '../lines.js';
import { periodAt, periodsUpTo } from '../periods/periods.js';
import type { AccountState, OpenAccountState } from '../state.js';
import type { MoneyLine } from '../terms.js';
import { collectedMinor } from './collected.js';

/** Money given back on a line (rule 27): a line of the current period, whatever has become of the line's own. */
export function issueCreditNote(
  { account, line, amountMinor, reason, sealedLine, context }: IssueCreditNote & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const credited = openLine(state, line) ?? sealedLine;
  if (credited === undefined) return reject({ code: 'line_unknown', line });
  if (amountMinor <= 0n) return reject({ code: 'credit_not_positive', amountMinor });
  const leftMinor = collectedMinor(state, credited);
  if (amountMinor > leftMinor) return reject({ code: 'credit_exceeds_line', line, leftMinor });
  const opening = periodsUpTo(state, context.clock.now);
  const current = evolveAll(state, opening);
  const note = moneyLine(current, {
    period: periodAt(current, context.clock.now),
    kind: 'credit',
    product: credited.product,
    subject: credited.subject,
    creditsMicro: ZERO_CREDITS,
    exact: { numerator: -amountMinor, denominator: 1n },
    taxIncluded: credited.taxIncluded,
    payment: credited.payment,
    corrects: line,
  });
  return accept<AccountEvent>(...opening, { type: 'CreditNoteIssued', data: { account, reason, lines: [note] } });
}

function openLine({ periods }: OpenAccountState, line: string): MoneyLine | undefined {
  for (const { lines } of periods) {
    const found = lines.find((other) => other.line === line);
    if (found !== undefined) return found;
  }
  return undefined;
}
