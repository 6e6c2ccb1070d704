import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { at, FEBRUARY, GRACE, january, NOW, opened, OPENED_AT } from '../../../../test/support/ledger/samples.js';
import { LIVE_GRANTS_MAX } from '../bounds.js';
import type { AccountCommand, SendTransfer } from '../commands.js';
import type { GrantSource } from '../terms.js';

const DAY = 86_400_000;
const ALL = { promotional: true, free: true };
const PAID = { amountMinor: 1_000n, currency: 'CNY', taxIncluded: true };

function send(life: AccountLife, amount: number, more: Partial<SendTransfer> = {}): AccountCommand {
  const policy = { promotional: false, free: false };
  return life.command({
    type: 'SendTransfer',
    account: 'a',
    transfer: 't-1',
    to: 'b',
    amountMicro: micro(amount),
    policy,
    ...more,
  });
}

/** What the receiver is asked to take of the sender's last transfer. */
function incoming(life: AccountLife, idUsed = false): AccountCommand {
  const { transfer, parts } = life.last('TransferSent');
  return {
    type: 'ReceiveTransfer',
    account: 'a',
    transfer,
    from: 'sender',
    currency: 'CNY',
    parts: parts.map(({ grant, amountMicro, costBasis }, part) => ({ part, terms: grant, amountMicro, costBasis })),
    context: { ...at(life.now), idUsed },
  };
}

const completion = (life: AccountLife): AccountCommand => ({
  type: 'CompleteTransfer',
  account: 'a',
  transfer: 't-1',
  context: at(life.now),
});
const compensation = (life: AccountLife): AccountCommand => ({
  type: 'ReturnTransfer',
  account: 'a',
  transfer: 't-1',
  reason: 'account_closed',
  context: at(life.now),
});

describe('sending a transfer (rule 33)', () => {
  it('takes free credits in the order of the burn, one part per grant', () => {
    const life = new AccountLife().grant('later', 50, { priority: 50 }).grant('sooner', 30, { priority: 40 });
    life.done(send(life, 40));
    const parts = life.last('TransferSent').parts.map(({ grant, amountMicro }) => [grant.grant, amountMicro]);
    expect(parts).toEqual([
      ['sooner', 30n],
      ['later', 10n],
    ]);
    expect([life.remaining('sooner'), life.remaining('later'), life.state.remainingMicro]).toEqual([0n, 40n, 40n]);
    expect(life.moved('grant/sooner', 'transferred_out')).toBe(30n);
    expect(life.state.transfers.map(({ transfer, to }) => [transfer, to])).toEqual([['t-1', 'b']]);
  });

  it('moves what was bought or came in; promotional and free credits only where the policy says so', () => {
    const movableOf = (source: GrantSource, bought: boolean, policy = { promotional: false, free: false }) => {
      const life = new AccountLife().grant('g', 10, { source, costBasis: bought ? PAID : null });
      const refusal = life.refused(send(life, 11, { policy }));
      return refusal.code === 'credits_insufficient' ? Number(refusal.availableMicro) : refusal.code;
    };
    for (const source of ['top_up', 'subscription', 'adjustment'] as const) expect(movableOf(source, false)).toBe(10);
    for (const source of ['promotion', 'free_quota'] as const) expect(movableOf(source, false)).toBe(0);
    expect(movableOf('promotion', false, { promotional: true, free: false })).toBe(10);
    expect(movableOf('free_quota', false, { promotional: false, free: true })).toBe(10);
  });

  it('does not wash clean what nobody paid for by moving, rolling or refunding it once', () => {
    for (const source of ['transfer', 'rollover', 'refund'] as const) {
      const unpaid = new AccountLife().grant('g', 10, { source });
      const paid = new AccountLife().grant('g', 10, { source, costBasis: PAID });
      expect(unpaid.refused(send(unpaid, 10)).code).toBe('credits_insufficient');
      expect(unpaid.done(send(unpaid, 10, { policy: ALL })).state.remainingMicro).toBe(0n);
      expect(paid.done(send(paid, 10)).state.remainingMicro).toBe(0n);
    }
  });

  it('leaves what is held, what has lapsed and what is still to come', () => {
    const life = new AccountLife().grant('free', 10, { priority: 1 });
    life.grant('lapsed', 10, { expiresAt: NOW }).grant('coming', 10, { eligibleFrom: NOW + 1 });
    const held = { parts: [{ grant: 'free', amountMicro: micro(4) }], headroomMicro: micro(0), amountMicro: micro(4) };
    const call = {
      member: null,
      app: null,
      model: 'qwen',
      tier: 'standard',
      tariffs: [],
      components: [],
      burnOrder: 1,
    } as const;
    const data = { account: 'a', reservation: 'r', ...call, ...held, expiresAt: NOW + DAY };
    life.record({ type: 'ReservationMade', data });
    expect(life.refused(send(life, 7))).toEqual({ code: 'credits_insufficient', neededMicro: 7n, availableMicro: 6n });
    expect(life.done(send(life, 6)).remaining('free')).toBe(4n);
  });

  it('is refused to oneself, for nothing, under a used id, from a closed account', () => {
    const life = new AccountLife().grant('g', 10);
    expect(life.refused(send(life, 5, { to: 'a' })).code).toBe('transfer_to_itself');
    expect(life.refused(send(life, 0)).code).toBe('transfer_not_positive');
    const again = { ...send(life, 5), context: { ...at(NOW), idUsed: true } } as AccountCommand;
    expect(life.refused(again).code).toBe('transfer_exists');
    life.record({ type: 'AccountStatusSet', data: { account: 'a', status: 'closed', reason: 'gone' } });
    expect(life.refused(send(life, 5)).code).toBe('account_closed');
  });

  it('P10: whatever a grant is split into, the costs of the parts sum to the cost of the whole', () => {
    const split = fc.tuple(
      fc.bigInt({ min: 0n, max: 10_000n }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
    );
    fc.assert(
      fc.property(split, ([amountMinor, amounts]) => {
        const whole = amounts.reduce((sum, amount) => sum + amount, 0);
        const life = new AccountLife().grant('g', whole, { costBasis: { ...PAID, amountMinor } });
        amounts.forEach((amount, place) => life.done(send(life, amount, { transfer: `t-${place}` })));
        const costs = life.events.flatMap((event) => (event.type === 'TransferSent' ? event.data.parts : []));
        expect(costs.every(({ costBasis }) => costBasis!.amountMinor >= 0n)).toBe(true);
        expect(costs.reduce((sum, { costBasis }) => sum + costBasis!.amountMinor, 0n)).toBe(amountMinor);
      }),
    );
  });
});

describe('receiving a transfer (rule 33)', () => {
  const sent = (): AccountLife => {
    const scope = { models: ['qwen'], kinds: null, apps: null };
    const life = new AccountLife().grant('scoped', 30, { priority: 7, scope, expiresAt: FEBRUARY, costBasis: PAID });
    life.grant('plain', 30);
    return life.done(send(life, 40));
  };

  it('makes one grant per part, of its priority, scope, expiry and cost, eligible as rule 14 says', () => {
    const life = sent();
    const receiver = new AccountLife();
    receiver.now = NOW + DAY;
    receiver.done(incoming(life));
    const made = receiver.events.flatMap((event) => (event.type === 'CreditsGranted' ? [event.data] : []));
    expect(made.map(({ terms }) => terms)).toMatchObject([
      {
        grant: '~1',
        source: 'transfer',
        priority: 7,
        amountMicro: 30n,
        expiresAt: FEBRUARY,
        costBasis: PAID,
        eligibleFrom: OPENED_AT,
      },
      {
        grant: '~2',
        source: 'transfer',
        priority: 40,
        amountMicro: 10n,
        expiresAt: null,
        costBasis: null,
        rollover: null,
      },
    ]);
    expect(made[0]!.terms.scope.models).toEqual(['qwen']);
    expect(made.map(({ transfer }) => transfer)).toEqual(
      [0, 1].map((part) => ({ transfer: 't-1', from: 'sender', part })),
    );
  });

  it('T1: taken a second time gives nothing more', () => {
    const life = sent();
    const receiver = new AccountLife().done(incoming(life));
    const before = receiver.state;
    expect(receiver.done(incoming(life, true)).state).toEqual(before);
  });

  it('repays no overage: nobody paid for this account', () => {
    const limit = { type: 'limit', limitMicro: micro(100) } as const;
    const receiver = new AccountLife({ ...opened, data: { ...opened.data, overagePolicy: limit } }, january);
    receiver.charge('call', [['input', 20]]).done(incoming(sent()));
    expect([receiver.state.overageMicro, receiver.state.remainingMicro]).toEqual([20n, 40n]);
  });

  it('B7: is refused in another currency, and by an account that is closed or full', () => {
    const life = sent();
    const receiver = new AccountLife();
    const foreign = { ...incoming(life), currency: 'EUR' } as AccountCommand;
    expect(receiver.refused(foreign)).toEqual({ code: 'currency_differs', expected: 'CNY', actual: 'EUR' });
    const full = new AccountLife();
    for (let n = 0; n < LIVE_GRANTS_MAX - 1; n += 1) full.grant(`g-${n}`, 1);
    expect(full.refused(incoming(life)).code).toBe('too_many_grants');
    receiver.record({ type: 'AccountStatusSet', data: { account: 'a', status: 'closed', reason: 'gone' } });
    expect(receiver.refused(incoming(life)).code).toBe('account_closed');
  });
});

describe('ending a transfer (rule 33)', () => {
  const inFlight = (): AccountLife => {
    const life = new AccountLife().grant('ending', 30, { priority: 1, expiresAt: NOW + DAY }).grant('lasting', 30);
    return life.done(send(life, 40));
  };

  it('completes once: nothing is in flight any more', () => {
    const life = inFlight();
    life.done(completion(life));
    expect(life.state.transfers).toEqual([]);
    const before = life.events.length;
    life.done(completion(life)).done(compensation(life));
    expect(life.events).toHaveLength(before);
  });

  it('returns everything into the same grants, those included that had left the state', () => {
    const life = inFlight();
    life.done(compensation(life));
    expect([life.remaining('ending'), life.remaining('lasting')]).toEqual([30n, 30n]);
    expect(life.moved('grant/ending', 'transferred_out')).toBe(0n);
    const before = life.events.length;
    life.done(compensation(life)).done(completion(life));
    expect(life.events).toHaveLength(before);
  });

  it('expires at once what returns to a grant that has ended meanwhile', () => {
    const life = inFlight();
    life.now = NOW + DAY + GRACE;
    life.done(compensation(life));
    expect([life.remaining('ending'), life.remaining('lasting')]).toEqual([0n, 30n]);
    expect(life.moved('grant/ending', 'expired')).toBe(30n);
  });
});
