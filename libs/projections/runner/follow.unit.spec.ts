import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../test/support/journal/ledger-script.js';
import { projectorOf, withViews } from '../../../test/support/projections/views-harness.js';
import { CheckpointMismatch } from './faults.js';

function someLedger(): LedgerScript {
  const script = new LedgerScript().open('ann').grant('ann', 'g1', 100);
  script.charge('ann', 60);
  return script;
}

describe('a running projector', () => {
  it('shows what is appended, when woken', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      let wake = (): void => {};
      const projector = projectorOf(views, script.journal, { pollMs: 60_000 });
      const running = projector.start((listener) => {
        wake = listener;
        return () => undefined;
      });
      await projector.waitFor(script.journal.records.length, 5_000);
      const { position } = script.charge('ann', 1);
      wake();
      expect(await projector.waitFor(position, 5_000)).toBe(true);
      await running.stop();
    });
  });

  it('polls, so that a lost wake-up only costs time', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      const projector = projectorOf(views, script.journal);
      const running = projector.start();
      const { position } = script.charge('ann', 1);
      expect(await projector.waitFor(position, 5_000)).toBe(true);
      await running.stop();
    });
  });

  it('says when a position is not reached in time', async () => {
    await withViews(async (views) => {
      const projector = projectorOf(views, someLedger().journal);
      expect(await projector.waitFor(1_000, 1)).toBe(false);
    });
  });

  it('stops at a fault, and tells those who wait', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      await projectorOf(views, script.journal).catchUp();
      const projector = projectorOf(views, script.journal, { ledgerId: 'ledger-2' });
      const waiting = projector.waitFor(1_000, 5_000);
      const running = projector.start();
      await expect(waiting).rejects.toThrow(CheckpointMismatch);
      await expect(running.stopped).rejects.toThrow(CheckpointMismatch);
    });
  });

  it('tells its lag in events, and in seconds since the oldest it does not show', async () => {
    const script = someLedger();
    await withViews(async (views) => {
      const projector = projectorOf(views, script.journal, { now: () => script.now });
      await projector.catchUp();
      const head = script.journal.records.length;
      expect(await projector.lag()).toEqual({ position: head, head, events: 0, seconds: 0 });
      script.charge('ann', 1);
      script.now += 2_000;
      script.charge('ann', 1);
      expect(await projector.lag()).toEqual({ position: head, head: head + 2, events: 2, seconds: 2 });
    });
  });
});
