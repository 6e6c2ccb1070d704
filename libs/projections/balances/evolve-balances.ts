import { addCredits, invariant, subtractCredits, unreachable, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Allocation, CreditsGranted, PeriodOpened, UsageCharged } from '#libs/ledger/contract.js';
import type { AccountRecord } from '../runner/projection.js';
import type { BalanceRow, GrantRow, MemberRow } from './balance-rows.js';

const NO_PERIOD = -1;

export function evolveBalance(row: BalanceRow | undefined, record: AccountRecord): BalanceRow {
  const { event, revision, position } = record;
  if (event.type === 'AccountOpened') return { ...openedBalance(event.data.account), revision, position };
  invariant(row !== undefined, `${record.stream} was opened before ${event.type}`);
  const before = { ...row, revision, position };
  switch (event.type) {
    case 'PeriodOpened':
      return inPeriod(before, event.data);
    case 'CreditsGranted':
      return { ...before, remainingMicro: addCredits(row.remainingMicro, event.data.amountMicro) };
    case 'UsageCharged':
      return charged(before, event.data);
    case 'MemberAdded':
    case 'AlertRulesSet':
    case 'UsageConflictRecorded':
      return before;
    default:
      return unreachable(event);
  }
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

function inPeriod(row: BalanceRow, { period }: PeriodOpened['data']): BalanceRow {
  return period > row.period ? { ...row, period, usedMicro: ZERO_CREDITS } : row;
}

/** A late usage booked to an older period moves what remains, not what is used in this one (rule 13). */
function charged(row: BalanceRow, charge: UsageCharged['data']): BalanceRow {
  return {
    ...row,
    remainingMicro: charge.remainingAfterMicro,
    overageMicro: charge.overageAfterMicro,
    usedMicro: charge.period === row.period ? addCredits(row.usedMicro, charge.totalMicro) : row.usedMicro,
  };
}

export function openedGrant(granted: CreditsGranted['data']): GrantRow {
  const { account, grant, source, priority, amountMicro, eligibleFrom, expiresAt, scope } = granted;
  return {
    account,
    grant,
    source,
    priority,
    amountMicro,
    consumedMicro: ZERO_CREDITS,
    remainingMicro: amountMicro,
    eligibleFrom,
    expiresAt,
    scope,
  };
}

/** Each allocation says what it leaves, so a lost or doubled debit cannot pass unseen (rule 17). */
export function drawnGrant(row: GrantRow, { amountMicro, afterMicro }: Allocation): GrantRow {
  const remainingMicro = subtractCredits(row.remainingMicro, amountMicro);
  invariant(remainingMicro === afterMicro, `grant ${row.grant} of ${row.account} has what the debit says remains`);
  return { ...row, remainingMicro, consumedMicro: addCredits(row.consumedMicro, amountMicro) };
}

export function addedMember(row: MemberRow | undefined, account: string, member: string): MemberRow {
  return { ...(row ?? unusedMember(account, member)), known: true };
}

/** A member the account does not have is shown with what it used (rule 21). */
export function chargedMember(row: MemberRow | undefined, charge: UsageCharged['data']): MemberRow {
  const { usage, period, totalMicro } = charge;
  const before = row ?? unusedMember(usage.account, usage.member!);
  if (period < before.period) return before;
  const usedBefore = period === before.period ? before.usedMicro : ZERO_CREDITS;
  return { ...before, period, usedMicro: addCredits(usedBefore, totalMicro) };
}

function unusedMember(account: string, member: string): MemberRow {
  return { account, member, known: false, period: NO_PERIOD, usedMicro: ZERO_CREDITS };
}
