import { describe, it } from '@jest/globals';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { context, january, OPEN, opened } from '../../../../test/support/ledger/samples.js';
import type { Credits } from '#libs/kernel/index.js';
import { members, micro } from '../../../../test/support/journal/event-builders.js';
import type { AccountCommand, CommandContext } from '../commands.js';
import { MEMBERS_MAX } from '../bounds.js';

const addMember = (member: string, seen: Partial<CommandContext> = {}): AccountCommand => ({
  type: 'AddMember',
  account: 'a',
  member,
  limitMicro: null,
  context: context(seen),
});
const setLimit = (member: string, limitMicro: Credits | null): AccountCommand => ({
  type: 'SetMemberLimit',
  account: 'a',
  member,
  limitMicro,
  context: context(),
});
const removeMember = (member: string): AccountCommand => ({
  type: 'RemoveMember',
  account: 'a',
  member,
  context: context(),
});
const added = (member: string) => ({ type: 'MemberAdded', data: { account: 'a', member, limitMicro: null } }) as const;
const limited = (member: string, limit: number) =>
  ({ type: 'MemberLimitSet', data: { account: 'a', member, limitMicro: micro(limit) } }) as const;
const removed = (member: string) => ({ type: 'MemberRemoved', data: { account: 'a', member } }) as const;
const crowd = (count: number) => [
  { ...opened, data: { ...opened.data, members: members(...Array.from({ length: count }, (_, at) => `m-${at}`)) } },
  january,
];

describe('adding a member', () => {
  it('records who joined', () => {
    account
      .given(...OPEN)
      .when(addMember('m-2'))
      .thenEvents(added('m-2'));
  });

  it('is refused on an account that is not open', () => {
    account.given().when(addMember('m-2')).thenRejected({ code: 'account_unknown', account: 'a' });
  });

  it('is refused for who belongs to it already, from the opening or since', () => {
    account
      .given(...OPEN)
      .when(addMember('m-1'))
      .thenRejected({ code: 'member_exists', member: 'm-1' });
    account
      .given(...OPEN, added('m-2'))
      .when(addMember('m-2'))
      .thenRejected({ code: 'member_exists', member: 'm-2' });
  });

  it('takes the 10,000th and refuses the next (rule 20)', () => {
    account
      .given(...crowd(MEMBERS_MAX - 1))
      .when(addMember('last'))
      .thenEvents(added('last'));
    account
      .given(...crowd(MEMBERS_MAX))
      .when(addMember('one-more'))
      .thenRejected({ code: 'too_many_members', limit: 10_000 });
  });

  it('looks at what was done, then at who is in, then at how many', () => {
    const full = crowd(MEMBERS_MAX);
    account
      .given(...full)
      .when(addMember('m-1', { alreadyDone: true }))
      .thenNothing();
    account
      .given(...full)
      .when(addMember('m-1'))
      .thenRejected({ code: 'member_exists', member: 'm-1' });
  });
});

describe("a member's limit (rule 26)", () => {
  it('is set when the member is added, and changed or lifted later', () => {
    const withLimit = { ...addMember('m-2'), limitMicro: micro(7) } as AccountCommand;
    account
      .given(...OPEN)
      .when(withLimit)
      .thenEvents({ type: 'MemberAdded', data: { account: 'a', member: 'm-2', limitMicro: micro(7) } });
    account
      .given(...OPEN)
      .when(setLimit('m-1', micro(5)))
      .thenEvents(limited('m-1', 5));
    account
      .given(...OPEN, limited('m-1', 5))
      .when(setLimit('m-1', null))
      .thenEvents({ type: 'MemberLimitSet', data: { account: 'a', member: 'm-1', limitMicro: null } });
  });

  it('is refused on an account that is not open, and for who does not belong to it', () => {
    account.given().when(setLimit('m-1', null)).thenRejected({ code: 'account_unknown', account: 'a' });
    account
      .given(...OPEN)
      .when(setLimit('m-9', null))
      .thenRejected({ code: 'member_unknown', member: 'm-9' });
  });
});

describe('removing a member', () => {
  it('records who left', () => {
    account
      .given(...OPEN)
      .when(removeMember('m-1'))
      .thenEvents(removed('m-1'));
  });

  it('is refused on an account that is not open, and for who is not or no longer in it', () => {
    account.given().when(removeMember('m-1')).thenRejected({ code: 'account_unknown', account: 'a' });
    account
      .given(...OPEN, removed('m-1'))
      .when(removeMember('m-1'))
      .thenRejected({ code: 'member_unknown', member: 'm-1' });
  });

  it('makes room for another (rule 20), and lets the same one come back', () => {
    account
      .given(...crowd(MEMBERS_MAX), removed('m-1'))
      .when(addMember('one-more'))
      .thenEvents(added('one-more'));
    account
      .given(...OPEN, removed('m-1'))
      .when(addMember('m-1'))
      .thenEvents(added('m-1'));
  });
});
