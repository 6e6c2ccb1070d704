import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { LedgerScript } from '../../../../test/support/journal/ledger-script.js';
import { projectorOf, withViews } from '../../../../test/support/projections/views-harness.js';
import type { FromProjector } from './messages.js';
import { ProjectorThread } from './projector-thread.js';
import { serveProjector } from './serve-projector.js';

describe('the worker side', () => {
  it('reports what is shown, wakes when told and ends when told', async () => {
    const script = new LedgerScript().open('ann').grant('ann', 'g', 10);
    const { port1: outside, port2: inside } = new MessageChannel();
    await withViews(async (views) => {
      const served = serveProjector(inside, (onShown) =>
        projectorOf(views, script.journal, { onShown, pollMs: 60_000 }),
      );
      expect(await positionFrom(outside)).toBe(0);
      expect(await positionFrom(outside)).toBe(3);
      const { position } = script.charge('ann', 1);
      outside.postMessage({ type: 'wake' });
      while ((await positionFrom(outside)) !== position);
      outside.postMessage({ type: 'stop' });
      await served;
    });
    outside.close();
  });

  it('reports the fault that ended it', async () => {
    const script = new LedgerScript().open('ann');
    const { port1: outside, port2: inside } = new MessageChannel();
    await withViews(async (views) => {
      await projectorOf(views, script.journal).catchUp();
      const reported = once(outside, 'message');
      await serveProjector(inside, () => projectorOf(views, script.journal, { ledgerId: 'ledger-2' }));
      expect(await reported).toMatchObject([{ type: 'failed', fault: { code: 'checkpoint_mismatch' } }]);
    });
    outside.close();
  });
});

async function positionFrom(port: MessageChannel['port1']): Promise<number | undefined> {
  const [message] = (await once(port, 'message')) as [FromProjector];
  return message.type === 'shown' ? message.position : undefined;
}

/** A worker that answers every message with the given ones, and ends when told to stop. */
function workerThatSays(...messages: readonly FromProjector[]): Worker {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    parentPort.on('message', ({ type }) => {
      if (type === 'stop') parentPort.close();
      else for (const message of workerData) parentPort.postMessage(message);
    });`;
  return new Worker(code, { eval: true, workerData: messages });
}

describe('the main side', () => {
  it('lets queries wait for a position the worker reports', async () => {
    const thread = new ProjectorThread(workerThatSays({ type: 'shown', position: 5 }));
    const waiting = thread.waitFor(5, 5_000);
    thread.wake();
    expect(await waiting).toBe(true);
    expect(thread.position()).toBe(5);
    await thread.stop();
  });

  it('passes the fault of the worker on to those who wait, with its code', async () => {
    const fault = { code: 'projection_fenced', message: 'another projector' };
    const thread = new ProjectorThread(workerThatSays({ type: 'failed', fault }));
    const waiting = thread.waitFor(5, 5_000);
    thread.wake();
    await expect(waiting).rejects.toMatchObject({ code: 'projection_fenced' });
    await expect(thread.stop()).rejects.toMatchObject({ code: 'projection_fenced' });
  });

  it('notices a worker that ends by itself', async () => {
    const thread = new ProjectorThread(new Worker('', { eval: true }));
    await expect(thread.waitFor(1, 5_000)).rejects.toMatchObject({ code: 'projector_ended' });
    await expect(thread.stopped).rejects.toMatchObject({ code: 'projector_ended' });
  });
});
