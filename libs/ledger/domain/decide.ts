import { accept, isInCreditsRange, reject, unreachable } from '#libs/kernel/index.js';
import type { Decision } from '#libs/kernel/index.js';
import { isTimeZone } from './calendar.js';
import { chargeUsage, recordUsageConflict } from './charge-usage.js';
import type {
  AccountCommand,
  AddMember,
  CommandContext,
  GrantCredits,
  OpenAccount,
  SetAlertRules,
} from './commands.js';
import type { AccountEvent, AccountOpened, CreditsGranted } from './events.js';
import { firstPeriod, oldest, periodsUpTo } from './periods.js';
import type { AccountRejection } from './rejections.js';
import type { AccountState, OpenAccountState } from './state.js';
import { DEFAULT_PRIORITY } from './terms.js';

export type AccountDecision = Decision<AccountEvent, AccountRejection>;

/** Bounds of rule 20. */
export const MEMBERS_MAX = 10_000;
export const LIVE_GRANTS_MAX = 1_000;

/** Order of checks, in every command: already done, reused with other content, account state, limits. */
export function decide(command: AccountCommand, state: AccountState): AccountDecision {
  switch (command.type) {
    case 'OpenAccount':
      return openAccount(command, state, command.context);
    case 'AddMember':
      return addMember(command, state, command.context);
    case 'SetAlertRules':
      return setAlertRules(command, state, command.context);
    case 'GrantCredits':
      return grantCredits(command, state, command.context);
    case 'ChargeUsage':
      return chargeUsage(command, state);
    case 'RecordUsageConflict':
      return recordUsageConflict(command, state);
    default:
      return unreachable(command);
  }
}

function openAccount(command: OpenAccount, state: AccountState, context: CommandContext): AccountDecision {
  if (context.alreadyDone) return accept();
  const { account, kind, currency, zone, billingDay, tariffBook, alertRules, members } = command;
  if (state.status === 'open') return reject({ code: 'account_exists', account });
  if (!isTimeZone(zone)) return reject({ code: 'time_zone_unknown', zone });
  const openedAt = command.openedAt ?? context.now;
  if (openedAt > context.now) return reject({ code: 'opening_in_future', account });
  if (members.length > MEMBERS_MAX) return reject({ code: 'too_many_members', limit: MEMBERS_MAX });
  const opened: AccountOpened = {
    type: 'AccountOpened',
    data: {
      account,
      kind,
      openedAt,
      currency,
      zone,
      billingDay,
      overagePolicy: 'block',
      tariffBook,
      alertRules,
      members,
    },
  };
  return accept<AccountEvent>(opened, firstPeriod(opened.data));
}

function addMember({ account, member }: AddMember, state: AccountState, context: CommandContext): AccountDecision {
  if (context.alreadyDone) return accept();
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (state.members.has(member)) return reject({ code: 'member_exists', member });
  if (state.members.size >= MEMBERS_MAX) return reject({ code: 'too_many_members', limit: MEMBERS_MAX });
  return accept<AccountEvent>({ type: 'MemberAdded', data: { account, member } });
}

function setAlertRules(command: SetAlertRules, state: AccountState, context: CommandContext): AccountDecision {
  if (context.alreadyDone) return accept();
  const { account, alertRules } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  return accept<AccountEvent>({ type: 'AlertRulesSet', data: { account, alertRules } });
}

function grantCredits(command: GrantCredits, state: AccountState, context: CommandContext): AccountDecision {
  if (context.alreadyDone) return accept();
  const { account, amountMicro, costBasis } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const granted = creditsGranted(command, state, context);
  const { grant, eligibleFrom, expiresAt } = granted.data;
  if (context.grantIdUsed) return reject({ code: 'grant_exists', grant });
  if (amountMicro <= 0n) return reject({ code: 'grant_not_positive', amountMicro });
  if (expiresAt !== null && expiresAt <= eligibleFrom) return reject({ code: 'grant_never_usable', grant });
  if (costBasis !== undefined && costBasis.currency !== state.currency) {
    return reject({ code: 'currency_differs', expected: state.currency, actual: costBasis.currency });
  }
  if (state.grants.length >= LIVE_GRANTS_MAX) return reject({ code: 'too_many_grants', limit: LIVE_GRANTS_MAX });
  const opening = periodsUpTo(state, context.now);
  const baseMicro = opening.length === 0 ? state.baseMicro : state.remainingMicro;
  // The base is never less than what remains, so it bounds both.
  if (!isInCreditsRange(baseMicro + amountMicro)) return reject({ code: 'balance_out_of_range', account });
  return accept<AccountEvent>(...opening, granted);
}

function creditsGranted(command: GrantCredits, state: OpenAccountState, context: CommandContext): CreditsGranted {
  const { account, source, amountMicro, scope } = command;
  const isPurchase = source === 'top_up' || source === 'transfer';
  return {
    type: 'CreditsGranted',
    data: {
      account,
      grant: command.grant ?? `~${state.grantsMade + 1}`,
      source,
      priority: command.priority ?? DEFAULT_PRIORITY[source],
      amountMicro,
      eligibleFrom: command.eligibleFrom ?? (isPurchase ? oldest(state).startsAt : context.now),
      expiresAt: command.expiresAt ?? null,
      scope,
      costBasis: command.costBasis ?? null,
      paymentRef: command.paymentRef ?? null,
    },
  };
}
