import { describe, expect, it } from '@jest/globals';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { expired, runDueWork } from '../../../../test/support/ledger/due-samples.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import { holding } from '../../../../test/support/ledger/hold-samples.js';
import { ended } from '../../../../test/support/ledger/reservation-samples.js';
import {
  chargeUsage,
  clockAt,
  debit,
  FEBRUARY,
  fromGrant,
  GRACE,
  granted,
  NOW,
  OPEN,
} from '../../../../test/support/ledger/samples.js';
import { dueWork } from '../due/due-work.js';

const TAKEN = NOW + GRACE;
const short = granted('g', 100, { expiresAt: NOW });

describe('expiry (rule 14)', () => {
  it('B9: is one event per grant, when the grace after its end is over', () => {
    const history = [...OPEN, short, granted('h', 50, { expiresAt: NOW })];
    account
      .given(...history)
      .when(runDueWork(TAKEN - 1))
      .thenNothing();
    account
      .given(...history)
      .when(runDueWork(TAKEN))
      .thenEvents(expired('g', 100), expired('h', 50));
  });

  it('B9: is not repeated when the work runs again', () => {
    account
      .given(...OPEN, short, expired('g', 100))
      .when(runDueWork(TAKEN))
      .thenNothing();
  });

  it('B9: is the same when the work comes late, or was skipped for months', () => {
    const late = dueWork(fold(...OPEN, short), clockAt(FEBRUARY)).events;
    const muchLater = dueWork(fold(...OPEN, short), clockAt(FEBRUARY + 200 * 86_400_000)).events;
    expect(late).toEqual([expired('g', 100)]);
    expect(muchLater.filter(({ type }) => type === 'GrantExpired')).toEqual([expired('g', 100)]);
  });

  it('waits until every source has been read past that (rule 15)', () => {
    account
      .given(...OPEN, short)
      .when(runDueWork({ ...clockAt(FEBRUARY), takeUpTo: TAKEN - 1 }))
      .thenNothing();
  });

  it('takes only what is left, and nothing of a grant that is spent', () => {
    const charge = (amount: number) => chargeUsage([['input', amount]], { occurredAt: NOW - 1 });
    const some = debit(charge(60), [fromGrant(0, 'g', 60, 40)], { remaining: 40, overage: 0 });
    const all = debit(charge(100), [fromGrant(0, 'g', 100, 0)], { remaining: 0, overage: 0 });
    account
      .given(...OPEN, short, some)
      .when(runDueWork(TAKEN))
      .thenEvents(expired('g', 40));
    account
      .given(...OPEN, short, all)
      .when(runDueWork(TAKEN))
      .thenNothing();
  });

  it('lets usage that happened in time draw on the grant until then: gateway lag costs nobody anything', () => {
    const late = chargeUsage([['input', 10]], { occurredAt: NOW - 1 }, { receivedAt: TAKEN - 1 });
    const inTime = { ...late, clock: clockAt(TAKEN - 1) };
    account
      .given(...OPEN, short)
      .when(inTime)
      .thenEvents(debit(late, [fromGrant(0, 'g', 10, 90)], { remaining: 90, overage: 0 }));
  });

  it('leaves to a reservation what it holds, and is written once even where that is all (rule 25)', () => {
    const history = [...OPEN, short, holding('r', [['g', 70]])];
    account
      .given(...history)
      .when(runDueWork(TAKEN))
      .thenEvents(expired('g', 30));
    account
      .given(...history, expired('g', 30))
      .when(runDueWork(TAKEN))
      .thenNothing();
    account
      .given(...OPEN, short, holding('r', [['g', 100]]))
      .when(runDueWork(TAKEN))
      .thenEvents(expired('g', 0));
    const { grants, remainingMicro } = fold(...history, expired('g', 30));
    expect(grants).toMatchObject([{ grant: 'g', remainingMicro: 70n, heldMicro: 70n, ended: true }]);
    expect(remainingMicro).toBe(70n);
  });

  it('of what comes back from a reservation afterwards is in the same append (rule 25)', () => {
    const back = ended('expired', [['g', 70]], { reservation: 'r', gone: ['g'] });
    const history = [...OPEN, short, holding('r', [['g', 70]], { expiresAt: TAKEN + 1 }), expired('g', 30)];
    account
      .given(...history)
      .when(runDueWork(TAKEN + 1))
      .thenEvents(back);
    const { grants, holds, remainingMicro } = fold(...history, back);
    expect([grants, holds.size, remainingMicro]).toEqual([[], 0, 0n]);
  });
});
