import { describe, it } from '@jest/globals';
import { account } from '../../../test/support/ledger/account-specification.js';
import { context, january, OPEN, opened } from '../../../test/support/ledger/samples.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import type { AccountCommand, CommandContext } from './commands.js';
import { MEMBERS_MAX } from './decide.js';

const addMember = (member: string, seen: Partial<CommandContext> = {}): AccountCommand => ({
  type: 'AddMember',
  account: 'a',
  member,
  context: context(seen),
});
const crowd = (count: number) => [
  { ...opened, data: { ...opened.data, members: Array.from({ length: count }, (_, at) => `m-${at}`) } },
  january,
];

describe('adding a member', () => {
  it('records who joined', () => {
    account
      .given(...OPEN)
      .when(addMember('m-2'))
      .thenEvents({ type: 'MemberAdded', data: { account: 'a', member: 'm-2' } });
  });

  it('is refused on an account that is not open', () => {
    account.given().when(addMember('m-2')).thenRejected({ code: 'account_unknown', account: 'a' });
  });

  it('is refused for who belongs to it already, from the opening or since', () => {
    const joined = { type: 'MemberAdded', data: { account: 'a', member: 'm-2' } } as const;
    account
      .given(...OPEN)
      .when(addMember('m-1'))
      .thenRejected({ code: 'member_exists', member: 'm-1' });
    account
      .given(...OPEN, joined)
      .when(addMember('m-2'))
      .thenRejected({ code: 'member_exists', member: 'm-2' });
  });

  it('takes the 10,000th and refuses the next (rule 20)', () => {
    account
      .given(...crowd(MEMBERS_MAX - 1))
      .when(addMember('last'))
      .thenEvents({ type: 'MemberAdded', data: { account: 'a', member: 'last' } });
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

describe('setting alert rules', () => {
  const alertRules = { percents: [90], floorsMicro: [micro(5)] };
  const setRules = (seen: Partial<CommandContext> = {}): AccountCommand => ({
    type: 'SetAlertRules',
    account: 'a',
    alertRules,
    context: context(seen),
  });

  it('records the new rules, the same as before too: a client may say so', () => {
    const set = { type: 'AlertRulesSet', data: { account: 'a', alertRules } } as const;
    account
      .given(...OPEN)
      .when(setRules())
      .thenEvents(set);
    account
      .given(...OPEN, set)
      .when(setRules())
      .thenEvents(set);
  });

  it('is refused on an account that is not open, unless it was done', () => {
    account.given().when(setRules()).thenRejected({ code: 'account_unknown', account: 'a' });
    account
      .given(...OPEN)
      .when(setRules({ alreadyDone: true }))
      .thenNothing();
  });
});
