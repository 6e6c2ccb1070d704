import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { CursorInvalid } from '../page.js';
import type { AlertTransition } from './alert-view.js';

function warned(): LedgerScript {
  const script = new LedgerScript().open('ann').grant('ann', 'g', 100).open('bob').grant('bob', 'g', 100);
  script.charge('ann', 50);
  script.charge('bob', 80);
  script.charge('ann', 50);
  script.grant('bob', 'more', 900);
  return script;
}

describe('the list of alerts', () => {
  it('holds each alert once, under an id of account, threshold and generation', async () => {
    const page = await afterProjecting(warned().journal, ({ alerts }) => alerts.alerts({}, { limit: 10 }));
    expect(page.items.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'ann/percent-50/2 fired',
      'bob/percent-80/2 cleared',
      'ann/percent-100/2 fired',
    ]);
    expect(page.items[1]).toMatchObject({ baseMicro: 100n, remainingMicro: 20n, threshold: 80n });
  });

  it('is filtered by account and state, and paged', async () => {
    await afterProjecting(warned().journal, async ({ alerts }) => {
      expect((await alerts.alerts({ account: 'ann' }, { limit: 10 })).items).toHaveLength(2);
      expect((await alerts.alerts({ state: 'cleared' }, { limit: 10 })).items).toHaveLength(1);
      const first = await alerts.alerts({}, { limit: 2 });
      const second = await alerts.alerts({}, { limit: 2, after: first.next! });
      expect([...first.items, ...second.items].map(({ position }) => position)).toEqual([7, 8, 9]);
      expect(second.next).toBeNull();
    });
  });

  it('refuses a cursor it never gave', async () => {
    await afterProjecting(warned().journal, async ({ alerts }) => {
      await expect(alerts.alerts({}, { limit: 1, after: 'x' })).rejects.toThrow(CursorInvalid);
    });
  });
});

describe('what is told of alerts', () => {
  const told = (items: readonly AlertTransition[]) => items.map(({ id, position }) => `${position} ${id}`);
  const ALL = ['7 ann/percent-50/2', '8 bob/percent-80/2', '9 ann/percent-100/2', '10 bob/percent-80/2/cleared'];

  it('is each firing and each clearing, once, in order of the events that caused them', async () => {
    await afterProjecting(warned().journal, async ({ alerts }) => {
      expect(told(await alerts.transitions(0, 10, 100))).toEqual(ALL);
      expect(told(await alerts.transitions(7, 9, 100))).toEqual(ALL.slice(1, 3));
    });
  });

  it('says of an alert what it was then, though it has been cleared since', async () => {
    await afterProjecting(warned().journal, async ({ alerts }) => {
      const [, fired, , cleared] = await alerts.transitions(0, 10, 100);
      expect(fired).toMatchObject({
        change: 'fired',
        alert: { state: 'fired', clearedAt: null, clearedPosition: null },
      });
      expect(cleared).toMatchObject({ change: 'cleared', alert: { id: 'bob/percent-80/2', clearedPosition: 10 } });
      expect(cleared!.at).toBe(cleared!.alert.clearedAt);
    });
  });

  it('comes in steps that never split a position', async () => {
    const script = new LedgerScript().open('ann').setRules('ann', [50], [60n]).grant('ann', 'g', 100);
    script.charge('ann', 50);
    script.grant('ann', 'more', 900);
    await afterProjecting(script.journal, async ({ alerts }) => {
      const steps = await Promise.all([alerts.transitions(0, 99, 1), alerts.transitions(0, 99, 3)]);
      expect(steps.map((step) => step.map(({ change }) => change))).toEqual([
        ['fired', 'fired'],
        ['fired', 'fired'],
      ]);
      const rest = await alerts.transitions(steps[0][0]!.position, 99, 1);
      expect(rest.map(({ change }) => change)).toEqual(['cleared', 'cleared']);
    });
  });
});
