import { describe, expect, it } from '@jest/globals';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import type { AccountCommand, DisputedFacts, DisputeUsage, ResolveDispute } from '../commands.js';
import type { DisputeResolved, UsageDisputed } from '../events.js';

function charged(): AccountLife {
  return new AccountLife().grant('g', 100).charge('call', [['input', 50]]);
}

function factsOf(life: AccountLife): DisputedFacts {
  const { chargedRevision, lastRevision } = life.facts('call');
  return { chargedRevision, lastRevision };
}

type Disputing = Partial<DisputeUsage> & { readonly idUsed?: boolean };

function dispute(life: AccountLife, { idUsed = false, ...more }: Disputing = {}): AccountCommand {
  const key = { source: 'gateway', id: 'call' };
  const facts = factsOf(life);
  const asked = { type: 'DisputeUsage', account: 'a', dispute: 'd', key, ground: 'charged_twice', facts } as const;
  return life.command({ ...asked, ...more }, { idUsed });
}

function resolve(life: AccountLife, more: Partial<ResolveDispute> = {}): AccountCommand {
  const { lastRevision } = factsOf(life);
  const told = { outcome: 'stands', explanation: 'two calls', lastRevision } as const;
  return life.command({ type: 'ResolveDispute', account: 'a', dispute: 'd', ...told, ...more });
}

const disputed: UsageDisputed = {
  type: 'UsageDisputed',
  data: {
    account: 'a',
    dispute: 'd',
    source: 'gateway',
    id: 'call',
    chargedRevision: 3,
    disputedRevision: 3,
    ground: 'charged_twice',
  },
};

function resolved(outcome: 'corrected' | 'stands', correctionRevision: number | null): DisputeResolved {
  const { dispute: id, source, chargedRevision } = disputed.data;
  const told = { outcome, explanation: 'two calls', correctionRevision };
  return { type: 'DisputeResolved', data: { account: 'a', dispute: id, source, id: 'call', chargedRevision, ...told } };
}

describe('a dispute', () => {
  it('marks the last fact about a debit, and moves nothing', () => {
    const life = charged();
    account
      .given(...life.events)
      .when(dispute(life))
      .thenEvents(disputed);
    const before = life.state;
    const { disputes, ...after } = life.done(dispute(life)).state;
    expect(disputes).toHaveLength(1);
    expect({ ...after, disputes: [] }).toEqual(before);
  });

  it('of a corrected debit is about what was corrected', () => {
    const life = charged().correct('call', [40]);
    life.done(dispute(life));
    expect(life.last('UsageDisputed')).toMatchObject({ chargedRevision: 3, disputedRevision: 4 });
  });

  it('is refused, in this order: id used, usage unknown, disputed already, too many', () => {
    const life = charged();
    const other = new AccountLife(...charged().events);
    for (let n = 0; n < 100; n += 1) other.record({ ...disputed, data: { ...disputed.data, dispute: `d-${n}` } });
    expect(life.refused(dispute(life, { idUsed: true }))).toEqual({ code: 'dispute_exists', dispute: 'd' });
    expect(life.refused(dispute(life, { facts: undefined }))).toMatchObject({ code: 'usage_unknown', id: 'call' });
    expect(other.refused(dispute(other))).toEqual({ code: 'usage_already_disputed', dispute: 'd-0' });
    const facts = { chargedRevision: 99, lastRevision: 99 };
    expect(other.refused(dispute(other, { facts }))).toEqual({ code: 'too_many_disputes', limit: 100 });
  });

  it('of an account that was never opened is refused', () => {
    const life = charged();
    account.given().when(dispute(life)).thenRejected({ code: 'account_unknown', account: 'a' });
    account.given().when(resolve(life)).thenRejected({ code: 'account_unknown', account: 'a' });
  });
});

describe('a dispute ends', () => {
  it('with the debit as it stands', () => {
    const life = charged();
    life.done(dispute(life));
    account
      .given(...life.events)
      .when(resolve(life))
      .thenEvents(resolved('stands', null));
    expect(life.done(resolve(life)).state.disputes).toEqual([]);
  });

  it('with the correction that was made since (rule 27)', () => {
    const life = charged();
    life.done(dispute(life)).correct('call', undefined);
    account
      .given(...life.events)
      .when(resolve(life, { outcome: 'corrected' }))
      .thenEvents(resolved('corrected', 5));
  });

  it('never with a correction from before it', () => {
    const life = charged().correct('call', [40]);
    life.done(dispute(life));
    expect(life.refused(resolve(life, { outcome: 'corrected' }))).toEqual({ code: 'dispute_uncorrected', revision: 4 });
  });

  it('once; then the debit can be disputed again under another id', () => {
    const life = charged();
    life.done(dispute(life)).done(resolve(life));
    expect(life.refused(resolve(life))).toEqual({ code: 'dispute_unknown', dispute: 'd' });
    life.done(dispute(life, { dispute: 'again' }));
    expect(life.state.disputes.map(({ dispute: id }) => id)).toEqual(['again']);
  });

  it('only if it was opened', () => {
    const life = charged();
    expect(life.refused(resolve(life, { lastRevision: undefined }))).toEqual({ code: 'dispute_unknown', dispute: 'd' });
  });
});
