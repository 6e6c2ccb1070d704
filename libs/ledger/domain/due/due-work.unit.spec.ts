import { describe, expect, it } from '@jest/globals';
import { formatInstant } from '#libs/kernel/index.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { expired, runDueWork } from '../../../../test/support/ledger/due-samples.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import { holding } from '../../../../test/support/ledger/hold-samples.js';
import { sealedOf } from '../../../../test/support/ledger/period-samples.js';
import { ended } from '../../../../test/support/ledger/reservation-samples.js';
import {
  at,
  chargeUsage,
  clockAt,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  GRACE,
  granted,
  grantCredits,
  january,
  NOW,
  OPEN,
} from '../../../../test/support/ledger/samples.js';
import { plan, Shop } from '../../../../test/support/ledger/shop.js';
import type { AccountEvent } from '../events.js';
import { dueWork } from './due-work.js';

const TAKEN = NOW + GRACE;
const short = granted('g', 100, { expiresAt: NOW });

describe('the time to live of a reservation', () => {
  const hold = holding('r', [['g', 70]], { expiresAt: NOW });

  it("follows the ledger's own clock, whatever the sources have been read to (rule 15)", () => {
    const clock = { now: NOW, giveUpTo: NOW - 5, takeUpTo: NOW - 5, closeGraceMs: GRACE };
    const history = [...OPEN, granted('g', 100), hold];
    account
      .given(...history)
      .when(runDueWork({ ...clock, now: NOW - 1 }))
      .thenNothing();
    account
      .given(...history)
      .when(runDueWork(clock))
      .thenEvents(ended('expired', [['g', 70]], { reservation: 'r' }));
  });

  it('ends several in the order of their end, then by name', () => {
    const history = [
      ...OPEN,
      granted('g', 100),
      holding('r-2', [['g', 1]], { expiresAt: NOW }),
      holding('r-1', [['g', 2]], { expiresAt: NOW }),
      holding('r-3', [['g', 3]], { expiresAt: NOW - 1 }),
      holding('r-4', [['g', 4]], { expiresAt: NOW + 1 }),
    ];
    const over = (reservation: string, amount: number) => ended('expired', [['g', amount]], { reservation });
    account
      .given(...history)
      .when(runDueWork(NOW))
      .thenEvents(over('r-3', 3), over('r-1', 2), over('r-2', 1));
  });

  it('gives back to a grant that has expired, before that is taken: it goes with the rest', () => {
    account
      .given(...OPEN, short, hold)
      .when(runDueWork(TAKEN))
      .thenEvents(ended('expired', [['g', 70]], { reservation: 'r' }), expired('g', 100));
  });
});

describe('what is due comes before what is asked (rule 15)', () => {
  it('so that the command is decided on the account as it then stands', () => {
    const id = '~2';
    account
      .given(...OPEN, short)
      .when(grantCredits({ grant: id }, at(TAKEN)))
      .thenEvents(expired('g', 100), granted(id, 100, { eligibleFrom: TAKEN }));
  });

  it('but not before a command that has had its effect, nor beside one that is refused', () => {
    account
      .given(...OPEN, short)
      .when(grantCredits({}, { ...at(TAKEN), alreadyDone: true }))
      .thenNothing();
    account
      .given(...OPEN, short)
      .when(grantCredits({}, { ...at(TAKEN), idUsed: true }))
      .thenRejected({ code: 'grant_exists', grant: 'g' });
  });

  it('gives before it takes, and takes grants before it seals', () => {
    const shop = new Shop();
    shop.subscribe(NOW, plan({ rollover: { maxMicro: micro(7) }, every: { unit: 'day', count: 22 } }));
    shop.add([granted('g', 5, { expiresAt: FEBRUARY })]);
    // A second subscription, whose term ends in the very instant in which January is sealed.
    const sealDue = FEBRUARY + GRACE;
    shop.subscribe(sealDue - 24 * 86_400_000, plan({ every: { unit: 'day', count: 24 } }), 't');
    const { events } = dueWork(shop.state, clockAt(sealDue));
    expect(events.map(nameOf)).toEqual([
      'PeriodOpened 1',
      'SubscriptionRenewed s 2026-02-01',
      'CreditsGranted ~4',
      'SubscriptionRenewed t 2026-02-04',
      'CreditsGranted ~5',
      'GrantExpired g',
      'PeriodSealed 0',
      'CreditsGranted ~6',
    ]);
  });

  it('does nothing of what a closed account would renew', () => {
    const shop = new Shop();
    shop.subscribe(NOW, plan());
    shop.add([{ type: 'AccountStatusSet', data: { account: 'a', status: 'closed', reason: 'asked for' } }]);
    const { events } = dueWork(shop.state, clockAt(FEBRUARY));
    expect(events.map(nameOf)).toEqual(['SubscriptionEnded s account_closed']);
  });
});

describe('the state says before when nothing is due, exactly', () => {
  it('and work that was done moves it on', () => {
    const opened = fold(...OPEN);
    expect(opened.nothingDueBefore).toEqual({ holds: Infinity, giving: Infinity, taking: FEBRUARY });
    const holds = [holding('r', [['g', 1]], { expiresAt: NOW + 5 }), holding('s', [['g', 1]], { expiresAt: NOW + 9 })];
    const busy = [...OPEN, short, ...holds];
    expect(fold(...busy).nothingDueBefore).toEqual({ holds: NOW + 5, giving: Infinity, taking: NOW });
    const released = ended('released', [['g', 1]], { reservation: 'r' });
    expect(fold(...busy, released).nothingDueBefore.holds).toBe(NOW + 9);
    expect(fold(...busy, released, expired('g', 99)).nothingDueBefore.taking).toBe(FEBRUARY);
    expect(fold(...OPEN, february, sealedOf(january)).nothingDueBefore.taking).toBe(february.data.endsAt);
  });

  it('and a debit that spends a grant moves it on, too', () => {
    const charge = chargeUsage([['input', 100]], { occurredAt: NOW - 1 });
    const spent = debit(charge, [fromGrant(0, 'g', 100, 0)], { remaining: 0, overage: 0 });
    expect(fold(...OPEN, short, spent).nothingDueBefore.taking).toBe(FEBRUARY);
  });

  it('and a grant that rolls over is no work of its own (rule 18)', () => {
    const rolling = granted('g', 100, { expiresAt: NOW, rollover: { maxMicro: micro(5) } });
    expect(fold(...OPEN, rolling).nothingDueBefore.taking).toBe(FEBRUARY);
  });
});

function nameOf(event: AccountEvent): string {
  const { type, data } = event;
  if (type === 'PeriodOpened' || type === 'PeriodSealed') return `${type} ${data.period}`;
  if (type === 'CreditsGranted') return `${type} ${data.terms.grant}`;
  if (type === 'GrantExpired') return `${type} ${data.grant}`;
  if (type === 'SubscriptionEnded') return `${type} ${data.subscription} ${data.ending}`;
  if (type !== 'SubscriptionRenewed') return type;
  return `${type} ${data.subscription} ${formatInstant(data.term.startsAt).slice(0, 10)}`;
}
