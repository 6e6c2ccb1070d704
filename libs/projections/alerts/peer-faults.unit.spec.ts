import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { DAY, micro, START } from '../../../test/support/journal/event-builders.js';
import { afterProjecting, projectorOf, withViews } from '../../../test/support/projections/views-harness.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { createReadModels, type AlertTransition, type ReadModels } from '#libs/projections/index.js';
import type { ViewStorePort } from '../ports/view-store.port.js';

/** Faults other systems had (docs/reference/faults.md), where alerts are decided. How they are delivered is tested there. */

function warned(): LedgerScript {
  const script = new LedgerScript().open('ann').grant('ann', 'g', 100);
  script.charge('ann', 60);
  script.charge('ann', 25);
  return script;
}

const TOLD = ['ann/percent-50/2', 'ann/percent-80/2'];

function toldOf({ alerts }: ReadModels): Promise<readonly AlertTransition[]> {
  return alerts.transitions(0, 10_000, 1_000);
}

const idsOf = (told: readonly AlertTransition[]): readonly string[] => told.map(({ id }) => id);

describe('alerts, and what went wrong elsewhere', () => {
  it('A3: two projectors at once give one alert, since the second fences off the first', () =>
    withViews(async (views) => {
      const script = warned();
      const results = await Promise.allSettled([
        projectorOf(views, script.journal, { batch: { piece: 1, largest: 1 } }).catchUp(),
        projectorOf(views, script.journal, { batch: { piece: 1, largest: 1 } }).catchUp(),
      ]);
      expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect(idsOf(await toldOf(createReadModels(views, script.journal, sha256)))).toEqual(TOLD);
    }));

  it('A6: what ends for one grant or one account does not silence the others', async () => {
    const script = new LedgerScript()
      .open('ann')
      .open('bob')
      .grant('ann', 'short', 100, { expiresAt: START + DAY });
    script.grant('ann', 'long', 100).grant('bob', 'g', 100);
    script.now = START + DAY;
    const expired = { account: 'ann', grant: 'short', expiresAt: START + DAY, amountMicro: micro(100) };
    script.add('ann', { type: 'GrantExpired', data: expired });
    script.charge('ann', 50, { from: 'long' });
    script.charge('bob', 50);
    const told = await afterProjecting(script.journal, toldOf);
    expect(told.map(({ alert }) => alert.account)).toEqual(['ann', 'bob']);
  });

  it('A7: an alert is of the event that crossed the threshold and shown with it, however much else is going on', async () => {
    const script = new LedgerScript().open('bulk').open('ann').grant('ann', 'g', 100);
    for (let more = 0; more < 500; more += 1) script.charge('bulk', 1);
    const { position } = script.charge('ann', 60);
    for (let more = 0; more < 500; more += 1) script.charge('bulk', 1);
    await afterProjecting(script.journal, async (models) => {
      const told = (await toldOf(models)).filter(({ alert }) => alert.account === 'ann');
      expect(told.map((one) => one.position)).toEqual([position]);
    });
  });

  it('A10, A11: a batch that is rolled back tells nothing, and the next is told as if it had not been', () =>
    withViews(async (views) => {
      const script = warned();
      const models = createReadModels(views, script.journal, sha256);
      const projector = projectorOf({ store: failingOnce(views.store) }, script.journal);
      await expect(projector.catchUp()).rejects.toThrow('power cut');
      expect(await toldOf(models)).toEqual([]);
      await projector.catchUp();
      expect(idsOf(await toldOf(models))).toEqual(TOLD);
    }));

  it('A12: a rebuild gives the same alerts under the same ids at the same positions, so that none is news', () =>
    withViews(async (views) => {
      const script = warned();
      const projector = projectorOf(views, script.journal);
      const models = createReadModels(views, script.journal, sha256);
      const cursor = await projector.catchUp();
      const before = await toldOf(models);
      await projector.rebuild(['alerts']);
      expect(await toldOf(models)).toEqual(before);
      expect(await models.alerts.transitions(cursor, await script.journal.head(), 100)).toEqual([]);
    }));
});

/** A store whose first transaction is rolled back when all of it is written. */
function failingOnce(store: ViewStorePort): ViewStorePort {
  let transactions = 0;
  return {
    transaction: (work) =>
      store.transaction(async (transaction) => {
        const result = await work(transaction);
        transactions += 1;
        // The first opens the checkpoints, the second is the batch.
        if (transactions === 2) throw new Error('power cut');
        return result;
      }),
  };
}
