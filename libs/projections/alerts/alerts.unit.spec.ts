import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import { CursorInvalid } from '../page.js';

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
