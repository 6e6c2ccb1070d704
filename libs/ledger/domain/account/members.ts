import { accept, reject } from '#libs/kernel/index.js';
import { MEMBERS_MAX } from '../bounds.js';
import type { AddMember, RemoveMember, SetMemberLimit } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';

export function addMember({ account, member, limitMicro }: AddMember, state: AccountState): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (state.members.has(member)) return reject({ code: 'member_exists', member });
  if (state.members.size >= MEMBERS_MAX) return reject({ code: 'too_many_members', limit: MEMBERS_MAX });
  return accept<AccountEvent>({ type: 'MemberAdded', data: { account, member, limitMicro } });
}

export function setMemberLimit({ account, member, limitMicro }: SetMemberLimit, state: AccountState): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (!state.members.has(member)) return reject({ code: 'member_unknown', member });
  return accept<AccountEvent>({ type: 'MemberLimitSet', data: { account, member, limitMicro } });
}

/** What the member used stays used; what it reserved stays reserved until it is settled, released or expires. */
export function removeMember({ account, member }: RemoveMember, state: AccountState): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (!state.members.has(member)) return reject({ code: 'member_unknown', member });
  return accept<AccountEvent>({ type: 'MemberRemoved', data: { account, member } });
}
