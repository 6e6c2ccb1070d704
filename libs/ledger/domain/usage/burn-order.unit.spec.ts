import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { account } from '../../../../test/support/ledger/account-specification.js';
import {
  chargeUsage,
  debit,
  FEBRUARY,
  fromGrant,
  granted,
  MARCH,
  NOW,
  OPEN,
  toOverage,
} from '../../../../test/support/ledger/samples.js';
import type { CreditsGranted } from '../events.js';
import { evolve } from '../evolve.js';
import { UNOPENED, type AccountState } from '../state.js';
import { UNSCOPED, type GrantTerms } from '../terms.js';

type Terms = Partial<GrantTerms>;

const ONE_MODEL = { ...UNSCOPED, models: ['qwen'] };
const ONE_KIND = { ...UNSCOPED, kinds: ['input' as const] };
const ONE_APP = { ...UNSCOPED, apps: ['notes'] };

function orderOf(grants: readonly CreditsGranted[]): readonly string[] {
  const state = [...OPEN, ...grants].reduce<AccountState>(evolve, UNOPENED);
  if (state.status === 'unopened') throw new Error('the account is open');
  return state.grants.map(({ grant }) => grant);
}

describe('B1: the burn order (rule 16)', () => {
  it.each<[string, Terms, Terms]>([
    ['the lower priority', { priority: 10, expiresAt: null }, { priority: 11, expiresAt: FEBRUARY, scope: ONE_MODEL }],
    ['then the earlier expiry', { expiresAt: FEBRUARY }, { expiresAt: FEBRUARY + 1, scope: ONE_MODEL }],
    ['then what expires before what never does', { expiresAt: MARCH }, { expiresAt: null, scope: ONE_MODEL }],
    ['then one restricted dimension before none', { scope: ONE_APP, eligibleFrom: NOW }, { eligibleFrom: NOW - 9 }],
    [
      'then three restricted dimensions before two, however many each lists',
      { scope: { models: ['qwen', 'b', 'c'], kinds: ['input', 'output'], apps: ['notes', 'x'] }, eligibleFrom: NOW },
      { scope: { ...ONE_MODEL, apps: ['notes'] }, eligibleFrom: NOW - 9 },
    ],
    [
      'then the earlier eligibleFrom, whichever dimension is restricted',
      { scope: ONE_KIND },
      { scope: ONE_MODEL, eligibleFrom: NOW },
    ],
  ])('puts first %s', (_, first, second) => {
    // Ids against the order, so that the tie-break after the last cannot help.
    const earlier = granted('z', 1, first);
    const later = granted('a', 1, second);
    expect(orderOf([earlier, later])).toEqual(['z', 'a']);
    expect(orderOf([later, earlier])).toEqual(['z', 'a']);
  });

  it('puts first, of grants alike in everything, the lower id by code units: capitals, digits and ~ included', () => {
    const ids = ['~10', '~2', 'a', 'Z', '9', 'B', '_', '-', '.'];
    expect(orderOf(ids.map((id) => granted(id, 1)))).toEqual(['-', '.', '9', 'B', 'Z', '_', 'a', '~10', '~2']);
  });

  it('is the same whatever order the grants were recorded in', () => {
    const terms = fc.record({
      priority: fc.constantFrom(10, 20),
      expiresAt: fc.constantFrom(FEBRUARY, MARCH, null),
      scope: fc.constantFrom(UNSCOPED, ONE_MODEL, ONE_KIND, { ...ONE_MODEL, apps: ['notes'] }),
      eligibleFrom: fc.constantFrom(NOW - 1, NOW),
    });
    const shuffled = fc
      .uniqueArray(fc.tuple(fc.stringMatching(/^[A-Za-z0-9]{1,2}$/), terms), { selector: ([id]) => id, maxLength: 12 })
      .map((made) => made.map(([id, more]) => granted(id, 1, more)))
      .chain((grants) =>
        fc.tuple(
          fc.constant(grants),
          fc.shuffledSubarray(grants, { minLength: grants.length, maxLength: grants.length }),
        ),
      );
    fc.assert(fc.property(shuffled, ([grants, others]) => expect(orderOf(others)).toEqual(orderOf(grants))));
  });
});

describe('a grant pays', () => {
  const charge = chargeUsage([['input', 10]], { app: 'notes' });
  const paid = debit(charge, [fromGrant(0, 'g', 10, 90)], { remaining: 90, overage: 0 });
  const unpaid = debit(charge, [toOverage(0, 10, 10)], { remaining: 100, overage: 10 });

  it.each<[string, Terms]>([
    ['from the very instant it becomes eligible', { eligibleFrom: NOW }],
    ['to the last millisecond before it expires', { expiresAt: NOW + 1 }],
    ['usage of a model it names', { scope: { ...UNSCOPED, models: ['other', 'qwen'] } }],
    ['usage of a kind it names', { scope: { ...UNSCOPED, kinds: ['output', 'input'] } }],
    ['usage of an app it names', { scope: { ...UNSCOPED, apps: ['other', 'notes'] } }],
    ['usage that fits all it names', { scope: { models: ['qwen'], kinds: ['input'], apps: ['notes'] } }],
  ])('%s', (_, terms) => {
    account
      .given(...OPEN, granted('g', 100, terms))
      .when(charge)
      .thenEvents(paid);
  });

  it.each<[string, Terms]>([
    ['what happened a millisecond before it was eligible', { eligibleFrom: NOW + 1 }],
    ['what happened at the instant of its expiry', { expiresAt: NOW }],
    ['another model', { scope: { ...UNSCOPED, models: ['qwen-max', 'Qwen', ' qwen'] } }],
    ['another kind', { scope: { ...UNSCOPED, kinds: ['input_audio'] } }],
    ['another app', { scope: { ...UNSCOPED, apps: ['search'] } }],
    ['what fits two dimensions of three', { scope: { models: ['qwen'], kinds: ['input'], apps: ['search'] } }],
  ])('not for %s (rule 14)', (_, terms) => {
    account
      .given(...OPEN, granted('g', 100, terms))
      .when(charge)
      .thenEvents(unpaid);
  });

  it('not for usage of no app when it is for apps', () => {
    const { app: _, ...usage } = charge.usage;
    const plain = { ...charge, usage };
    account
      .given(...OPEN, granted('g', 100, { scope: ONE_APP }))
      .when(plain)
      .thenEvents(debit(plain, [toOverage(0, 10, 10)], { remaining: 100, overage: 10 }));
  });

  it('B8: only for its kind within one usage, the rest comes from the others', () => {
    const mixed = chargeUsage([
      ['input', 10],
      ['output', 10],
    ]);
    account
      .given(...OPEN, granted('input-only', 100, { scope: ONE_KIND }), granted('rest', 4))
      .when(mixed)
      .thenEvents(
        debit(mixed, [fromGrant(0, 'input-only', 10, 90), fromGrant(1, 'rest', 4, 0), toOverage(1, 6, 6)], {
          remaining: 90,
          overage: 6,
        }),
      );
  });

  it('B11: usage from before its expiry that arrives long after (rule 14)', () => {
    const late = chargeUsage([['input', 10]], {}, { receivedAt: MARCH });
    account
      .given(...OPEN, granted('g', 100, { expiresAt: NOW + 1 }))
      .when(late)
      .thenEvents(debit(late, [fromGrant(0, 'g', 10, 90)], { remaining: 90, overage: 0 }));
  });

  it('not what was recorded before it, though that happened later: no debit is re-allocated (rule 10)', () => {
    const first = chargeUsage([['input', 10]], { key: { source: 'gateway', id: '1' }, occurredAt: NOW });
    const second = chargeUsage([['input', 10]], { key: { source: 'gateway', id: '2' }, occurredAt: NOW - 1 });
    const recorded = debit(first, [fromGrant(0, 'g', 10, 0)], { remaining: 0, overage: 0 });
    account
      .given(...OPEN, granted('g', 10), recorded)
      .when(second)
      .thenEvents(debit(second, [toOverage(0, 10, 10)], { remaining: 0, overage: 10 }));
  });
});
