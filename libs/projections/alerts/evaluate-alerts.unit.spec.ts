import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyScript } from '../../../test/support/journal/any-script.js';
import { DAY } from '../../../test/support/journal/event-builders.js';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import type { AccountRecord } from '../runner/projection.js';
import type { AlertState } from './alert-state.js';
import { evaluateAlerts } from './evaluate-alerts.js';

const GLM_ONLY = { models: ['glm'], kinds: null, apps: null };

/** What is said and what is over, in order: `+percent 80` raised, `-percent 80` cleared; nothing twice under one id. */
function told({ journal }: LedgerScript): readonly string[] {
  const states = new Map<string, AlertState>();
  const said: string[] = [];
  const ids = new Set<string>();
  for (const record of journal.records as AccountRecord[]) {
    const { state, raised, cleared } = evaluateAlerts(states.get(record.stream), record);
    states.set(record.stream, state);
    for (const { kind, value } of cleared) said.push(`-${kind} ${value}`);
    for (const { kind, value, generation } of raised) {
      said.push(`+${kind} ${value}`);
      const id = `${record.stream} ${kind} ${value} ${generation}`;
      expect(ids).not.toContain(id);
      ids.add(id);
    }
  }
  return said;
}

function account(percents: readonly number[] = [50, 80, 100], floors: readonly bigint[] = []): LedgerScript {
  return new LedgerScript().open('ann').setRules('ann', percents, floors);
}

describe('an alert (rule 35)', () => {
  it('speaks when a percent of the base is used, exactly at the threshold', () => {
    const script = account().grant('ann', 'g', 100);
    script.charge('ann', 49);
    expect(told(script)).toEqual([]);
    script.charge('ann', 1);
    expect(told(script)).toEqual(['+percent 50']);
  });

  it('speaks once for the highest crossed percent when a debit crosses several', () => {
    const script = account().grant('ann', 'g', 100);
    script.charge('ann', 85);
    expect(told(script)).toEqual(['+percent 80']);
  });

  it('A5: speaks at once for floors and percents', () => {
    const script = account([50], [60n, 10n]).grant('ann', 'g', 100);
    script.charge('ann', 50);
    expect(told(script)).toEqual(['+percent 50', '+floor 60']);
  });

  it('speaks for the lowest floor when a debit crosses several', () => {
    const script = account([], [10n, 60n]).grant('ann', 'g', 100);
    script.charge('ann', 95);
    expect(told(script)).toEqual(['+floor 10']);
  });

  it('crosses a floor when exactly that much remains', () => {
    const script = account([], [10n]).grant('ann', 'g', 100);
    script.charge('ann', 89);
    expect(told(script)).toEqual([]);
    script.charge('ann', 1);
    expect(told(script)).toEqual(['+floor 10']);
  });

  it('A4: is not repeated while nothing changes', () => {
    const script = account().grant('ann', 'g', 100);
    script.charge('ann', 90);
    for (let more = 0; more < 5; more += 1) script.charge('ann', 1);
    expect(told(script)).toEqual(['+percent 80']);
  });

  it('A1: is over and armed again after a top-up, so that a second fall speaks again', () => {
    const script = account().grant('ann', 'g', 100);
    script.charge('ann', 80);
    script.grant('ann', 'more', 100);
    script.charge('ann', 80);
    expect(told(script)).toEqual(['+percent 80', '-percent 80', '+percent 80']);
  });

  it('is silent about thresholds that are already met when a top-up starts a generation', () => {
    const script = account().grant('ann', 'g', 100);
    script.charge('ann', 100);
    script.grant('ann', 'more', 20);
    script.charge('ann', 1);
    expect(told(script)).toEqual(['+percent 100', '-percent 100']);
    script.charge('ann', 19);
    expect(told(script)).toEqual(['+percent 100', '-percent 100', '+percent 100']);
  });

  it('does not raise the base for a refund, and clears five points below the threshold', () => {
    const script = account([80]).grant('ann', 'g', 100);
    script.charge('ann', 80);
    script.grant('ann', 'back', 4, { source: 'refund' });
    expect(told(script)).toEqual(['+percent 80']);
    script.grant('ann', 'again', 1, { source: 'refund' });
    expect(told(script)).toEqual(['+percent 80', '-percent 80']);
    script.charge('ann', 5);
    expect(told(script)).toEqual(['+percent 80', '-percent 80', '+percent 80']);
  });

  it('A9: warns once about a balance that swings around the threshold', () => {
    const script = account([80]).grant('ann', 'g', 100);
    script.charge('ann', 80);
    for (let swing = 0; swing < 3; swing += 1) {
      script.grant('ann', `back-${swing}`, 3, { source: 'refund' });
      script.charge('ann', 3);
    }
    expect(told(script)).toEqual(['+percent 80']);
  });

  it('A2: says nothing on a partial recovery from a higher to a lower threshold', () => {
    const script = account([80, 100]).grant('ann', 'g', 100);
    script.charge('ann', 100);
    script.grant('ann', 'back', 15, { source: 'refund' });
    expect(told(script)).toEqual(['+percent 100', '-percent 100']);
  });

  it('takes what remains as the base of a new period', () => {
    const script = account([50]).grant('ann', 'g', 100);
    script.charge('ann', 60);
    script.nextPeriod('ann');
    script.charge('ann', 19);
    expect(told(script)).toEqual(['+percent 50', '-percent 50']);
    script.charge('ann', 1);
    expect(told(script)).toEqual(['+percent 50', '-percent 50', '+percent 50']);
  });

  it('has floors only where the base is zero', () => {
    const script = account([50], [5n]);
    script.charge('ann', 10);
    expect(told(script)).toEqual([]);
  });

  it('takes lapsing credits out of both figures, so that expiry can cross a threshold (B10)', () => {
    const script = account([80]).grant('ann', 'old', 100, { expiresAt: 40 * DAY + Date.parse('2026-01-01') });
    script.grant('ann', 'new', 100);
    script.charge('ann', 80, { from: 'new' });
    expect(told(script)).toEqual([]);
    script.now += 40 * DAY;
    script.charge('ann', 0);
    expect(told(script)).toEqual(['+percent 80']);
  });

  it('leaves the figures alone when a late debit draws on lapsing credits', () => {
    const script = account([10]).grant('ann', 'old', 100, { expiresAt: DAY + Date.parse('2026-01-01') });
    script.grant('ann', 'new', 100);
    script.now += DAY;
    script.charge('ann', 50, { from: 'old' });
    expect(told(script)).toEqual([]);
    script.charge('ann', 10, { from: 'new' });
    expect(told(script)).toEqual(['+percent 10']);
  });

  it('watches unscoped grants only, where there are any', () => {
    const script = account([50]).grant('ann', 'glm', 1_000, { scope: GLM_ONLY }).grant('ann', 'any', 100);
    script.charge('ann', 900, { from: 'glm' });
    expect(told(script)).toEqual([]);
    script.charge('ann', 50, { from: 'any' });
    expect(told(script)).toEqual(['+percent 50']);
  });

  it('watches scoped grants where none is unscoped', () => {
    const script = account([50]).grant('ann', 'glm', 100, { scope: GLM_ONLY });
    script.charge('ann', 50, { from: 'glm' });
    expect(told(script)).toEqual(['+percent 50']);
  });

  it('still watches unscoped grants once they are used up', () => {
    const script = account([100]).grant('ann', 'glm', 100, { scope: GLM_ONLY }).grant('ann', 'any', 100);
    script.charge('ann', 100, { from: 'any' });
    expect(told(script)).toEqual(['+percent 100']);
  });

  it('counts a new threshold that is already met as fired, and ends one that is taken away', () => {
    const script = account([80]).grant('ann', 'g', 100);
    script.charge('ann', 85);
    script.setRules('ann', [50]);
    script.charge('ann', 1);
    expect(told(script)).toEqual(['+percent 80', '-percent 80']);
  });

  it('A8: freezes what it says at the moment it fires, so that the ratio told is the real one', () => {
    const script = account([50]).grant('ann', 'g', 100);
    const { position } = script.charge('ann', 70);
    const states: AlertState[] = [];
    const raised = (script.journal.records as AccountRecord[]).flatMap((record) => {
      const step = evaluateAlerts(states.at(-1), record);
      states.push(step.state);
      return step.raised;
    });
    const figures = { baseMicro: 100n, remainingMicro: 30n };
    expect(raised).toEqual([{ kind: 'percent', value: 50n, generation: 2, firedAt: script.now, position, ...figures }]);
  });
});

describe('whatever happens to an account', () => {
  it('gives no alert id twice', () => {
    fc.assert(fc.property(anyScript, (script) => void told(script)));
  });
});
