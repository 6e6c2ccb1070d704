import { describe, expect, it } from '@jest/globals';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { tariffBookAggregate } from '#libs/catalog/index.js';
import { NO_STREAM, type Aggregate, type DomainEvent, type PriorUse } from '#libs/journal/contract.js';
import { StreamNames } from '#libs/journal/application/stream-names.js';
import { UnitOfWork } from '#libs/journal/application/unit-of-work.js';
import type { Session } from '#libs/journal/application/session.js';
import type { LoadedStream } from '#libs/journal/application/stream-cache.js';
import { CREDITS_MAX, credits, usageKeyFingerprint, type Fingerprint } from '#libs/kernel/index.js';
import { accountAggregate, conflictKey } from '#libs/ledger/index.js';
import type { MeteredUsage, Usage } from '#libs/metering/contract.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { publish, published, rate } from '../../../test/support/catalog/samples.js';
import { GRACE, granted, NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { chargeOne, type ChargeContext } from './charge-one.js';

const RECEIVED = NOW + 1_000;
const ORIGIN = { actor: 'gw', receivedAt: RECEIVED, cause: { type: 'intake', source: 's', offset: 3 } } as const;
const tariff = published(
  publish({
    effectiveFrom: 0,
    rates: [rate('m', { creditsMicro: credits(2n) }), rate('dear', { creditsMicro: credits(CREDITS_MAX) })],
  }),
);

/** An account `a` with 100 and an account `b`, both on the book `standard`; `nobody` is not open. */
function begin(known: ReadonlyMap<Fingerprint, PriorUse> = new Map()) {
  const other = OPEN.map((event) => ({ ...event, data: { ...event.data, account: 'b' } })) as unknown as typeof OPEN;
  const streams = new Map([
    ['account-a', loaded(accountAggregate, [...OPEN, granted('g', 100)])],
    ['account-b', loaded(accountAggregate, other)],
    ['account-nobody', loaded(accountAggregate, [])],
    ['catalogue-standard', loaded(tariffBookAggregate, [tariff])],
  ]);
  const session = new UnitOfWork(
    NOW,
    createLedgerCodec(),
    new StreamNames(),
    (stream) => streams.get(stream),
    (key) => known.get(key),
  );
  const context: ChargeContext = {
    session,
    sha256,
    horizon: { lateHorizonMs: 1_000_000 },
    closeGraceMs: GRACE,
    readUpTo: Infinity,
  };
  return { session, context };
}

function loaded<State, Event extends DomainEvent>(
  { initial, evolve }: Aggregate<State, Event>,
  events: readonly Event[],
): LoadedStream {
  const revision = events.length + NO_STREAM;
  return { state: events.reduce(evolve, initial), revision, lastRecordedAt: 0, tailFrom: revision };
}

function metered(more: Partial<Usage> = {}, contentHash = 'ab'.repeat(32)): MeteredUsage {
  const usage: Usage = {
    key: { source: 'gateway', id: 'call-1' },
    account: 'a',
    occurredAt: NOW,
    provider: 'p',
    model: 'm',
    tier: 'standard',
    quantities: [{ kind: 'input', quantity: 15 }],
    requestId: 'r',
    quality: 'measured',
    ...more,
  };
  return { usage, usageKey: usageKeyFingerprint(usage.key, sha256), contentHash };
}

const charge = (usage: MeteredUsage, context: ChargeContext) => chargeOne(usage, ORIGIN, context);
const appended = (session: UnitOfWork) =>
  session.appends().map(({ stream, records }) => [stream, records.map(({ type }) => type)]);

describe('charging one usage', () => {
  it('appends one debit, priced by the tariff, and says where it stands', () => {
    const { session, context } = begin();
    expect(charge(metered(), context)).toEqual({ type: 'charged', at: { account: 'a', revision: 3 }, totalMicro: 30n });
    expect(appended(session)).toEqual([['account-a', ['UsageCharged']]]);
    expect(remaining(session, 'a')).toBe(70n);
  });

  it('uses up the keys that its records alone say', () => {
    const { session, context } = begin();
    charge(metered(), context);
    charge(metered({ key: { source: 'gateway', id: 'call-2' }, occurredAt: NOW + 1 }, 'cd'.repeat(32)), context);
    const [{ records }] = session.appends() as [ReturnType<UnitOfWork['appends']>[number]];
    const codec = createLedgerCodec();
    expect(records.map(({ keys }) => keys)).toEqual(
      records.map(({ type, body }) => codec.keysOf(codec.decode(type, body))),
    );
    expect(records.flatMap(({ keys }) => keys)).toHaveLength(2);
  });

  it('answers a duplicate later in the same unit of work with the same place, and appends nothing', () => {
    const { session, context } = begin();
    charge(metered(), context);
    expect(charge(metered(), context)).toEqual({ type: 'duplicate', at: { account: 'a', revision: 3 } });
    expect(appended(session)).toEqual([['account-a', ['UsageCharged']]]);
  });

  it('records other content later in the same unit of work as one conflict, on the account that holds the key', () => {
    const { session, context } = begin();
    charge(metered(), context);
    const other = metered({ account: 'b' }, 'ef'.repeat(32));
    const answer = { type: 'conflict', at: { account: 'a', revision: 3 } };
    expect(charge(other, context)).toEqual(answer);
    expect(charge(other, context)).toEqual(answer);
    expect(appended(session)).toEqual([['account-a', ['UsageCharged', 'UsageConflictRecorded']]]);
    expect(remaining(session, 'b')).toBe(0n);
  });

  it('lets the debits of one unit of work see each other: the last credit is spent once', () => {
    const { session, context } = begin();
    for (const id of ['1', '2', '3', '4']) charge(metered({ key: { source: 'gateway', id } }), context);
    const account = session.state(accountAggregate, 'a');
    expect(account).toMatchObject({ remainingMicro: 0n, overageMicro: 20n });
  });
});

describe('the order in which a usage is looked at', () => {
  const WRONG = { occurredAt: RECEIVED - 1_000_001, account: 'nobody', model: 'unheard-of' };
  const reasonOf = (usage: MeteredUsage, known?: ReadonlyMap<Fingerprint, PriorUse>) => {
    const { session, context } = begin(known);
    const outcome = charge(usage, context);
    expect(appended(session)).toEqual([]);
    return outcome.type === 'held' ? outcome.hold.reason : outcome.type;
  };
  const holds = (usage: MeteredUsage, content: string) =>
    new Map([[usage.usageKey, { stream: 'account-a', revision: 2, content }]]);

  it('is: seen before? then nothing else counts, neither time nor account nor price', () => {
    const usage = metered(WRONG);
    expect(reasonOf(usage, holds(usage, 'ab'.repeat(16)))).toBe('duplicate');
    const recorded = conflictKey(usage.usageKey, usage.contentHash, sha256);
    const conflict = { stream: 'account-a', revision: 3, content: 'ab'.repeat(16) };
    const known = new Map([...holds(usage, 'ee'.repeat(16)), [recorded, conflict] as const]);
    expect(reasonOf(usage, known)).toBe('conflict');
  });

  it('is: within the horizon? measured against the receipt, not the clock', () => {
    expect(reasonOf(metered(WRONG))).toBe('usage_too_old');
    expect(reasonOf(metered({ ...WRONG, occurredAt: RECEIVED + 300_001 }))).toBe('usage_in_future');
    expect(reasonOf(metered({ ...WRONG, occurredAt: RECEIVED + 300_000 }))).toBe('account_unknown');
  });

  it('is: account open?', () => {
    expect(reasonOf(metered({ account: 'nobody', model: 'unheard-of' }))).toBe('account_unknown');
  });

  it('is: priced? every kind of it, and never at zero by omission (rules 2, 30)', () => {
    expect(reasonOf(metered({ model: 'unheard-of' }))).toBe('rate_unknown');
    const dear = [
      { kind: 'input', quantity: 2 },
      { kind: 'output', quantity: 1 },
    ] as const;
    expect(reasonOf(metered({ quantities: dear, model: 'm' }))).toBe('rate_unknown');
    expect(reasonOf(metered({ tier: 'batch' }))).toBe('rate_unknown');
  });

  it('is: an amount that fits? (rule 1)', () => {
    expect(reasonOf(metered({ model: 'dear', quantities: [{ kind: 'input', quantity: 2 }] }))).toBe(
      'amount_out_of_range',
    );
  });

  it('ends with an account whose overage cannot take it', () => {
    const { session, context } = begin();
    const most = (id: string) =>
      metered({
        key: { source: 'gateway', id },
        account: 'b',
        model: 'dear',
        quantities: [{ kind: 'input', quantity: 1 }],
      });
    expect(charge(most('1'), context).type).toBe('charged');
    expect(charge(most('2'), context)).toMatchObject({ type: 'held', hold: { reason: 'amount_out_of_range' } });
    expect(appended(session)).toEqual([['account-b', ['UsageCharged']]]);
  });

  it('leaves the key of a held usage free: the same usage is charged once it can be (rule 6)', () => {
    const { context } = begin();
    expect(charge(metered({ model: 'unheard-of' }), context).type).toBe('held');
    expect(charge(metered(), context).type).toBe('charged');
  });
});

function remaining(session: Session, account: string): bigint {
  const state = session.state(accountAggregate, account);
  return state.status === 'open' ? state.remainingMicro : 0n;
}
