import { addCredits, credits, invariant, ZERO_CREDITS, type Credits } from '#libs/kernel/index.js';
import type { AccountEvent, UsageCharged, UsageCorrected } from '#libs/ledger/contract.js';
import type { Moved } from '../runner/moved.js';
import type { AccountRecord } from '../runner/projection.js';
import type { BalanceRow } from './balance-rows.js';

const NO_PERIOD = -1;

type Figures = Pick<BalanceRow, 'remainingMicro' | 'overageMicro' | 'usedMicro'>;

/** @param moved by the event; a debit says itself what it leaves, and needs none */
export function evolveBalance(
  row: BalanceRow | undefined,
  record: AccountRecord,
  moved: Moved | undefined,
): BalanceRow {
  const { event, revision, position } = record;
  if (event.type === 'AccountOpened') return { ...openedBalance(event.data.account), revision, position };
  invariant(row !== undefined, `${record.stream} was opened before ${event.type}`);
  if (event.type === 'UsageCharged') return { ...row, ...afterCharge(row, event.data), revision, position };
  const after = moved === undefined ? row : movedBalance(row, moved);
  return { ...afterOwn(after, event), revision, position };
}

/** Besides what it moves. */
function afterOwn(row: BalanceRow, event: AccountEvent): BalanceRow {
  if (event.type === 'PeriodOpened') return inPeriod(row, event.data.period);
  return event.type === 'UsageCorrected' ? afterCorrection(row, event.data) : row;
}

function openedBalance(account: string): Omit<BalanceRow, 'revision' | 'position'> {
  return {
    account,
    remainingMicro: ZERO_CREDITS,
    overageMicro: ZERO_CREDITS,
    period: NO_PERIOD,
    usedMicro: ZERO_CREDITS,
  };
}

function inPeriod(row: BalanceRow, period: number): BalanceRow {
  return period > row.period ? { ...row, period, usedMicro: ZERO_CREDITS } : row;
}

/** A late usage booked to an older period moves what remains, not what is used in this one (rule 13). */
function afterCharge(row: BalanceRow, charge: UsageCharged['data']): Figures {
  return {
    remainingMicro: charge.remainingAfterMicro,
    overageMicro: charge.overageAfterMicro,
    usedMicro: usedAfter(row, charge.period, charge.totalMicro),
  };
}

function movedBalance(row: BalanceRow, { remainingMicro, overageMicro }: Moved): BalanceRow {
  return {
    ...row,
    remainingMicro: credits(row.remainingMicro + remainingMicro),
    overageMicro: credits(row.overageMicro + overageMicro),
  };
}

function afterCorrection(row: BalanceRow, correction: UsageCorrected['data']): BalanceRow {
  const { period, deltaMicro, remainingAfterMicro, overageAfterMicro } = correction;
  invariant(row.remainingMicro === remainingAfterMicro, 'a correction leaves what it says remains');
  invariant(row.overageMicro === overageAfterMicro, 'a correction leaves the overage it says is open');
  return { ...row, usedMicro: usedAfter(row, period, deltaMicro) };
}

function usedAfter(row: BalanceRow, period: number, amountMicro: Credits): Credits {
  return period === row.period ? addCredits(row.usedMicro, amountMicro) : row.usedMicro;
}
