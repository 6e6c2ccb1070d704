import { describe, it } from '@jest/globals';
import { account } from '../../../../test/support/ledger/account-specification.js';
import {
  chargeUsage,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  granted,
  OPEN,
  OPENED_AT,
  PIN,
  toOverage,
} from '../../../../test/support/ledger/samples.js';
import { micro } from '../../../../test/support/journal/event-builders.js';

describe('charging usage', () => {
  it('stores the whole usage, its price and who paid (rule 17)', () => {
    const charge = chargeUsage([['input', 30]], {
      key: { source: 'gateway/eu', id: 'call-9' },
      member: 'm-1',
      app: 'notes',
      requestedModel: 'qwen-latest',
      tier: 'priority',
      requestId: 'r-9',
      parentRequestId: 'p-9',
      reservationId: 'h-9',
      final: false,
      quality: 'estimated',
    });
    account
      .given(...OPEN, granted('g', 100))
      .when(charge)
      .thenEvents({
        type: 'UsageCharged',
        data: {
          usage: {
            source: 'gateway/eu',
            id: 'call-9',
            account: 'a',
            member: 'm-1',
            app: 'notes',
            occurredAt: charge.usage.occurredAt,
            provider: 'provider',
            model: 'qwen',
            requestedModel: 'qwen-latest',
            tier: 'priority',
            requestId: 'r-9',
            parentRequestId: 'p-9',
            reservationId: 'h-9',
            final: false,
            quality: 'estimated',
          },
          contentHash: 'ab'.repeat(32),
          hashVersion: 1,
          period: 0,
          originPeriod: null,
          judgedAt: charge.usage.occurredAt,
          burnOrder: 1,
          tariffs: [PIN],
          components: [{ kind: 'input', quantity: 1, tariff: 0, rate: 0, promotion: null, amountMicro: micro(30) }],
          allocations: [
            { component: 0, grant: 'g', overage: null, held: false, amountMicro: micro(30), afterMicro: micro(70) },
          ],
          totalMicro: micro(30),
          remainingAfterMicro: micro(70),
          overageAfterMicro: micro(0),
          flags: ['reservation_ended'],
        },
      });
  });

  it('pays component by component in their order, each from the grants in burn order (rules 16, 17)', () => {
    const charge = chargeUsage([
      ['input', 30],
      ['cache_read', 20],
      ['output', 60],
    ]);
    account
      .given(...OPEN, granted('later', 90, { priority: 30 }), granted('first', 40, { priority: 10 }))
      .when(charge)
      .thenEvents(
        debit(
          charge,
          [
            fromGrant(0, 'first', 30, 10),
            fromGrant(1, 'first', 10, 0),
            fromGrant(1, 'later', 10, 80),
            fromGrant(2, 'later', 60, 20),
          ],
          { remaining: 20, overage: 0 },
        ),
      );
  });

  it('B4: usage beyond the last grant becomes overage; no grant is negative (rule 21)', () => {
    const charge = chargeUsage([
      ['input', 70],
      ['output', 50],
    ]);
    account
      .given(...OPEN, granted('g', 100))
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'g', 70, 30), fromGrant(1, 'g', 30, 0), toOverage(1, 20, 20)], {
          remaining: 0,
          overage: 20,
        }),
      );
  });

  it('opens one overage bucket a period under `block`, which grows (rules 21, 22)', () => {
    const [first, second, third] = ['1', '2', '3'].map((id) =>
      chargeUsage([['input', 5]], {
        key: { source: 'gateway', id },
        ...(id === '3' && { occurredAt: FEBRUARY }),
      }),
    );
    const once = debit(first!, [toOverage(0, 5, 5)], { remaining: 0, overage: 5 });
    const twice = debit(second!, [toOverage(0, 5, 10)], { remaining: 0, overage: 10 });
    account
      .given(...OPEN)
      .when(first!)
      .thenEvents(once);
    account
      .given(...OPEN, once)
      .when(second!)
      .thenEvents(twice);
    account
      .given(...OPEN, once, twice)
      .when(third!)
      .thenEvents(february, debit(third!, [toOverage(0, 5, 5, 1)], { remaining: 0, overage: 15, period: 1 }));
  });

  it('leaves open overage as it is when credits come: under `block` nothing is repaid (rule 22)', () => {
    const before = chargeUsage([['input', 5]], { key: { source: 'gateway', id: '1' } });
    const after = chargeUsage([['input', 5]], { key: { source: 'gateway', id: '2' } });
    account
      .given(...OPEN, debit(before, [toOverage(0, 5, 5)], { remaining: 0, overage: 5 }), granted('g', 100))
      .when(after)
      .thenEvents(debit(after, [fromGrant(0, 'g', 5, 95)], { remaining: 95, overage: 5 }));
  });

  it('pays exactly what there is without touching the overage', () => {
    const charge = chargeUsage([['input', 100]]);
    account
      .given(...OPEN, granted('g', 100))
      .when(charge)
      .thenEvents(debit(charge, [fromGrant(0, 'g', 100, 0)], { remaining: 0, overage: 0 }));
  });

  it('records what costs nothing, without an allocation: a free call has its receipt too (rule 2)', () => {
    const free = chargeUsage([['request', 0]]);
    const nothing = chargeUsage([]);
    account
      .given(...OPEN, granted('g', 100))
      .when(free)
      .thenEvents(debit(free, [], { remaining: 100, overage: 0 }));
    account
      .given(...OPEN)
      .when(nothing)
      .thenEvents(debit(nothing, [], { remaining: 0, overage: 0 }));
  });

  it('charges an unknown member and says so (rule 21)', () => {
    const charge = chargeUsage([['input', 1]], { member: 'm-9' });
    account
      .given(...OPEN)
      .when(charge)
      .thenEvents(debit(charge, [toOverage(0, 1, 1)], { remaining: 0, overage: 1, flags: ['member_unknown'] }));
  });

  it('knows a member who joined after the opening', () => {
    const charge = chargeUsage([['input', 1]], { member: 'm-9' });
    account
      .given(...OPEN, { type: 'MemberAdded', data: { account: 'a', member: 'm-9', limitMicro: null } })
      .when(charge)
      .thenEvents(debit(charge, [toOverage(0, 1, 1)], { remaining: 0, overage: 1 }));
  });

  it('says everything that is strange about a usage, in the stored order of flags', () => {
    const charge = chargeUsage([['input', 1]], { member: 'm-9', occurredAt: OPENED_AT - 1 });
    account
      .given(...OPEN)
      .when(charge)
      .thenEvents(
        debit(charge, [toOverage(0, 1, 1)], {
          remaining: 0,
          overage: 1,
          judgedAt: charge.receivedAt,
          flags: ['member_unknown', 'before_opening'],
        }),
      );
  });

  describe('whose key was used before', () => {
    const charge = chargeUsage([['input', 1]]);
    const content = charge.contentHash.slice(0, 32);

    it('is not charged again with the same content, on any account and however often (rule 6)', () => {
      const prior = { stream: 'account-b', revision: 7, content };
      account
        .given(...OPEN, granted('g', 100))
        .when({ ...charge, prior })
        .thenNothing();
      account
        .given()
        .when({ ...charge, prior })
        .thenNothing();
    });

    it('I4: is refused with other content, before anything else is looked at (rule 6)', () => {
      const prior = { stream: 'account-b', revision: 7, content: 'ef'.repeat(16) };
      account
        .given(...OPEN)
        .when({ ...charge, prior })
        .thenRejected({ code: 'usage_key_conflict', prior });
      account
        .given()
        .when({ ...charge, prior })
        .thenRejected({ code: 'usage_key_conflict', prior });
    });
  });

  it('waits for its account to be opened', () => {
    account
      .given()
      .when(chargeUsage([['input', 1]]))
      .thenRejected({ code: 'account_unknown', account: 'a' });
  });
});
