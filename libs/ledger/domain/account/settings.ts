import { accept, reject } from '#libs/kernel/index.js';
import type {
  AssignTariffBook,
  ChangeBilling,
  CommandContext,
  SetAccountStatus,
  SetAlertRules,
  SetOveragePolicy,
} from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import { isTimeZone } from '../periods/calendar.js';
import { periodsUpTo } from '../periods/periods.js';
import type { AccountState } from '../state.js';
import { soundPolicy } from './overage-policy.js';

type Given<Command> = Command & { readonly context: CommandContext };

/** A closed account stays closed. */
export function setAccountStatus(command: Given<SetAccountStatus>, state: AccountState): AccountDecision {
  const { account, status, reason } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (state.standing === 'closed') return reject({ code: 'account_closed', account });
  if (state.standing === status) return reject({ code: 'status_unchanged', account });
  return accept<AccountEvent>({ type: 'AccountStatusSet', data: { account, status, reason } });
}

/** Periods up to now are opened as it was agreed for them; the change counts from the next (rule 12). */
export function changeBilling(command: Given<ChangeBilling>, state: AccountState): AccountDecision {
  const { account, zone, billingDay, context } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (!isTimeZone(zone)) return reject({ code: 'time_zone_unknown', zone });
  return accept<AccountEvent>(...periodsUpTo(state, context.clock.now), {
    type: 'BillingChanged',
    data: { account, zone, billingDay },
  });
}

export function setOveragePolicy(command: Given<SetOveragePolicy>, state: AccountState): AccountDecision {
  const { account } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const overagePolicy = soundPolicy(command.overagePolicy, state.overagePrices);
  if (overagePolicy === undefined) return reject({ code: 'overage_policy_unsound', account });
  return accept<AccountEvent>({ type: 'OveragePolicySet', data: { account, overagePolicy } });
}

/** Never for the past: what was used has its price (rules 29, 30). */
export function assignTariffBook(command: Given<AssignTariffBook>, state: AccountState): AccountDecision {
  const { account, tariffBook, context } = command;
  const { now } = context.clock;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const effectiveFrom = command.effectiveFrom ?? now;
  if (effectiveFrom < now) return reject({ code: 'effective_in_past', effectiveFrom, now });
  return accept<AccountEvent>({ type: 'TariffBookAssigned', data: { account, tariffBook, effectiveFrom } });
}

export function setAlertRules(command: Given<SetAlertRules>, state: AccountState): AccountDecision {
  const { account, alertRules } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  return accept<AccountEvent>({ type: 'AlertRulesSet', data: { account, alertRules } });
}
