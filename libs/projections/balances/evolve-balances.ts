import { addCredits, credits, invariant, unreachable, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { CreditsGranted, PeriodOpened, UsageCharged } from '#libs/ledger/contract.js';
import type { Draw } from '../runner/draws.js';
import type { AccountRecord } from '../runner/projection.js';
import type { BalanceRow, GrantRow, MemberRow } from './balance-rows.js';

const NO_PERIOD = -1;

type Figures = Pick<BalanceRow, 'remainingMicro' | 'overageMicro' | 'usedMicro'>;

export function evolveBalance(row: BalanceRow | undefined, record: AccountRecord): BalanceRow {
  const { event, revision, position } = record;
  if (event.type === 'AccountOpened') return { ...openedBalance(event.data.account), revision, position };
  invariant(row !== undefined, `${record.stream} was opened before ${event.type}`);
  switch (event.type) {
    case 'PeriodOpened':
      return { ...inPeriod(row, event.data), revision, position };
    case 'CreditsGranted':
      return { ...row, remainingMicro: addCredits(row.remainingMicro, event.data.amountMicro), revision, position };
    case 'UsageCharged':
      return { ...row, ...afterCharge(row, event.data), revision, position };
    case 'MemberAdded':
    case 'AlertRulesSet':
    case 'UsageConflictRecorded':
      return { ...row, revision, position };
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
function afterCharge(row: BalanceRow, charge: UsageCharged['data']): Figures {
  return {
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

/** Each debit says what it leaves, so one that is lost or doubled cannot pass unseen (rule 17). */
export function drawnGrant(row: GrantRow, { takenMicro, afterMicro }: Draw): GrantRow {
  const { grant, account, remainingMicro, consumedMicro } = row;
  invariant(remainingMicro - takenMicro === afterMicro, `grant ${grant} of ${account} has what the debit says remains`);
  return { ...row, remainingMicro: afterMicro, consumedMicro: credits(consumedMicro + takenMicro) };
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
