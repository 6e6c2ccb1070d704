import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { at, FEBRUARY, NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { journalOf } from '../../../test/support/projections/journal-of-life.js';
import type { AccountRecord } from '../runner/projection.js';
import type { AlertState } from './alert-state.js';
import { evaluateAlerts } from './evaluate-alerts.js';

const DAY = 86_400_000;

function life(): AccountLife {
  return new AccountLife(...OPEN);
}

/** B and what remains of it, of unscoped grants, after everything that happened. */
function figures(lived: AccountLife): { readonly base: bigint; readonly remaining: bigint } {
  const state = (journalOf(lived).records as AccountRecord[]).reduce<AlertState | undefined>(
    (before, record) => evaluateAlerts(before, record).state,
    undefined,
  );
  return { base: state!.unscoped.baseMicro, remaining: state!.unscoped.remainingMicro };
}

describe('the base of alerts, B (rule 35)', () => {
  it('is net of the overage that a grant repays', () => {
    const lived = life();
    const overagePolicy = { type: 'limit', limitMicro: 30n } as const;
    lived.done(lived.command({ type: 'SetOveragePolicy', account: 'a', overagePolicy })).charge('u', [['input', 30]]);
    const top = { type: 'GrantCredits', account: 'a', source: 'top_up', amountMicro: micro(100) } as const;
    lived.done(lived.command({ ...top, scope: { models: null, kinds: null, apps: null } }));
    expect(figures(lived)).toEqual({ base: 70n, remaining: 70n });
  });

  it('is net of transfers out, and whole again when they come back', () => {
    const lived = life().grant('g', 100).send('t', 40);
    expect(figures(lived)).toEqual({ base: 60n, remaining: 60n });
    const back = { type: 'ReturnTransfer', account: 'a', transfer: 't', reason: 'account_closed' } as const;
    lived.done({ ...back, context: at(NOW) });
    expect(figures(lived)).toEqual({ base: 100n, remaining: 100n });
  });

  it('is net of what an operator takes out, which was not there to be used', () => {
    const lived = life()
      .grant('g', 100)
      .charge('u', [['input', 20]]);
    const taken = { amountMicro: micro(50), reason: 'granted twice' };
    lived.done(lived.command({ type: 'AdjustGrantDown', account: 'a', grant: 'g', ...taken }));
    expect(figures(lived)).toEqual({ base: 50n, remaining: 30n });
  });

  it('is not raised by a refund grant, before the next period', () => {
    const lived = life().grant('g', 100, { expiresAt: NOW + DAY });
    lived.charge('u', [['input', 100]]);
    lived.now = NOW + 10 * DAY;
    lived.correct('u', undefined, { fault: 'operator' });
    expect(lived.last('CreditsGranted').terms.source).toBe('refund');
    expect(figures(lived)).toEqual({ base: 100n, remaining: 100n });
  });

  it('is not raised by a correction, which moves what remains', () => {
    const lived = life()
      .grant('g', 100)
      .charge('u', [['input', 60]])
      .correct('u', [50]);
    expect(figures(lived)).toEqual({ base: 100n, remaining: 50n });
  });

  it('loses with a grant that lapses what was left of it, credits given back by corrections included', () => {
    const lived = life()
      .grant('g', 100, { expiresAt: NOW + 5 * DAY })
      .grant('other', 10);
    lived.charge('u', [['input', 100]]).correct('u', [40]);
    expect(figures(lived)).toEqual({ base: 110n, remaining: 70n });
    lived.now = NOW + 6 * DAY;
    lived.charge('none', [['input', 0]]);
    expect(figures(lived)).toEqual({ base: 50n, remaining: 10n });
  });

  it('does not count what is given back of an earlier period, and does not lose it when it lapses', () => {
    const lived = life()
      .grant('g', 100, { expiresAt: FEBRUARY + 9 * DAY })
      .grant('other', 10);
    lived.charge('u', [['input', 80]]);
    lived.now = FEBRUARY + DAY;
    lived.charge('february', [['input', 0]]).correct('u', undefined);
    expect(figures(lived)).toEqual({ base: 30n, remaining: 110n });
    lived.now = FEBRUARY + 10 * DAY;
    lived.charge('march', [['input', 0]]);
    expect(figures(lived)).toEqual({ base: 10n, remaining: 10n });
  });

  it('keeps apart what is given back of an earlier period, even where this one has used as much', () => {
    const lived = life()
      .grant('g', 100, { expiresAt: FEBRUARY + 9 * DAY })
      .grant('other', 50);
    lived.charge('u', [['input', 40]]);
    lived.now = FEBRUARY + DAY;
    lived
      .charge('february', [['input', 60]])
      .charge('more', [['input', 20]])
      .correct('u', undefined);
    expect(figures(lived)).toEqual({ base: 110n, remaining: 70n });
    lived.now = FEBRUARY + 10 * DAY;
    lived.charge('later', [['input', 0]]);
    expect(figures(lived)).toEqual({ base: 110n, remaining: 30n });
  });

  it('loses only what is left of a grant that lapses half used', () => {
    const lived = life()
      .grant('g', 100, { expiresAt: NOW + DAY })
      .charge('u', [['input', 30]]);
    lived.now = NOW + 2 * DAY;
    lived.charge('later', [['input', 0]]);
    expect(figures(lived)).toEqual({ base: 30n, remaining: 0n });
  });

  it('counts what rolls over as granted in the new period', () => {
    const lived = life()
      .grant('g', 100, { expiresAt: FEBRUARY, rollover: { maxMicro: micro(30) } })
      .grant('other', 10);
    lived.charge('u', [['input', 20]]);
    lived.now = FEBRUARY + 4 * DAY;
    lived.dueWork();
    expect(figures(lived)).toEqual({ base: 40n, remaining: 40n });
  });
});

describe('holds', () => {
  it('do not count: what is held remains until it is used (rule 35)', () => {
    const lived = life().grant('g', 100);
    lived.record({
      type: 'ReservationMade',
      data: {
        account: 'a',
        reservation: 'r',
        member: null,
        app: null,
        model: 'qwen',
        tier: 'standard',
        tariffs: [],
        components: [],
        amountMicro: micro(90),
        parts: [{ grant: 'g', amountMicro: micro(90) }],
        headroomMicro: micro(0),
        burnOrder: 1,
        expiresAt: NOW + DAY,
      },
    });
    expect(figures(lived)).toEqual({ base: 100n, remaining: 100n });
  });
});
