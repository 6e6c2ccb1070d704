import { invariant } from '#libs/kernel/index.js';
import type { OpenAccountState } from '../state.js';
import type { MoneyLine } from '../terms.js';

/** The account with money lines added to their open periods, and with what they give back on others noted. */
export function addLines(state: OpenAccountState, lines: readonly MoneyLine[]): OpenAccountState {
  return lines.reduce(addLine, state);
}

function addLine(state: OpenAccountState, line: MoneyLine): OpenAccountState {
  const at = state.periods.findIndex(({ period }) => period === line.period);
  const period = state.periods[at];
  invariant(period !== undefined, 'a money line stands in an open period');
  invariant(line.line === `${line.period}-${period.lines.length + 1}`, 'money lines are numbered without a gap');
  const periods = state.periods.with(at, { ...period, lines: [...period.lines, line] });
  return line.corrects === null
    ? { ...state, periods }
    : { ...state, periods, creditedLines: credited(state.creditedLines, line.corrects, -line.amountMinor) };
}

function credited(
  lines: OpenAccountState['creditedLines'],
  line: string,
  amountMinor: bigint,
): OpenAccountState['creditedLines'] {
  const at = lines.findIndex((one) => one.line === line);
  const before = lines[at];
  if (before === undefined) return [...lines, { line, amountMinor }];
  return lines.with(at, { line, amountMinor: before.amountMinor + amountMinor });
}
