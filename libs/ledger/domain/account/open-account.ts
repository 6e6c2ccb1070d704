import { accept, reject } from '#libs/kernel/index.js';
import { MEMBERS_MAX } from '../bounds.js';
import type { CommandContext, OpenAccount } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent, AccountOpened } from '../events.js';
import { isTimeZone } from '../periods/calendar.js';
import { firstPeriod } from '../periods/periods.js';
import type { AccountState } from '../state.js';
import { soundPolicy } from './overage-policy.js';

export function openAccount(
  command: OpenAccount & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  const { account, kind, currency, zone, billingDay, tariffBook, alertRules, members } = command;
  const { now } = command.context.clock;
  if (state.status === 'open') return reject({ code: 'account_exists', account });
  if (!isTimeZone(zone)) return reject({ code: 'time_zone_unknown', zone });
  const openedAt = command.openedAt ?? now;
  if (openedAt > now) return reject({ code: 'opening_in_future', account });
  if (members.length > MEMBERS_MAX) return reject({ code: 'too_many_members', limit: MEMBERS_MAX });
  const overagePolicy = soundPolicy(command.overagePolicy ?? { type: 'block' }, []);
  if (overagePolicy === undefined) return reject({ code: 'overage_policy_unsound', account });
  const opened: AccountOpened = {
    type: 'AccountOpened',
    data: {
      account,
      kind,
      openedAt,
      currency,
      zone,
      billingDay,
      overagePolicy,
      tariffBook,
      alertRules,
      members,
    },
  };
  return accept<AccountEvent>(opened, firstPeriod(opened.data));
}
