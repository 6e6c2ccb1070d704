import { describe, expect, it } from '@jest/globals';
import type { VerificationReport } from './verify/report.js';
import { Verifications, type VerificationsParts } from './verifications.js';

type Run = VerificationsParts['run'];

const REPORT: VerificationReport = {
  ledgerId: 'ledger-1',
  startedAt: 1,
  endedAt: 2,
  head: 3,
  journalHead: null,
  verdict: 'ok',
  parts: [],
};

function verifications(run: Run): { readonly all: Verifications; readonly faults: unknown[] } {
  const faults: unknown[] = [];
  let ids = 0;
  const newId = () => `v-${(ids += 1)}`;
  return { all: new Verifications({ run, newId, now: () => 1, onFailed: (fault) => faults.push(fault) }), faults };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('verifications in the background', () => {
  it('tell how far they are, and their report at the end', async () => {
    const end = Promise.withResolvers<VerificationReport>();
    const { all } = verifications(({ onProgress }) => {
      onProgress?.({ part: 'ledger', done: 5, total: 9 });
      return end.promise;
    });
    all.start({});
    expect(all.get('v-1')).toMatchObject({ state: 'running', progress: { part: 'ledger', done: 5 }, report: null });
    end.resolve(REPORT);
    await settled();
    expect(all.get('v-1')).toMatchObject({ state: 'done', progress: null, report: REPORT });
    expect(all.runningId()).toBeUndefined();
  });

  it('that end without a report say so, and leave room for the next', async () => {
    const { all, faults } = verifications(() => Promise.reject(new Error('the disk is gone')));
    all.start({});
    await settled();
    expect(all.get('v-1')).toMatchObject({ state: 'failed', report: null });
    expect(faults).toEqual([new Error('the disk is gone')]);
    expect(all.start({}).id).toBe('v-2');
    await settled();
  });

  it('that could not even be begun leave room for the next, too', async () => {
    const { all, faults } = verifications(() => {
      throw new Error('no more threads');
    });
    all.start({});
    await settled();
    expect(all.get('v-1')).toMatchObject({ state: 'failed' });
    expect([faults, all.runningId()]).toEqual([[new Error('no more threads')], undefined]);
  });

  it('run one at a time, and are cancelled by their id alone, or all at the stop', async () => {
    const { all } = verifications(
      ({ signal }) =>
        new Promise((resolve) =>
          signal?.addEventListener('abort', () => resolve({ ...REPORT, verdict: 'could_not_verify' })),
        ),
    );
    all.start({});
    expect(() => all.start({})).toThrow('one verification runs at a time');
    expect(all.cancel('another')).toBeUndefined();
    expect(all.runningId()).toBe('v-1');
    await all.stop();
    expect(all.get('v-1')).toMatchObject({ state: 'done', report: { verdict: 'could_not_verify' } });
  });

  it('are forgotten, the oldest first, beyond twenty', async () => {
    const { all } = verifications(async () => REPORT);
    for (let count = 0; count < 21; count += 1) {
      all.start({});
      await settled();
    }
    expect(all.get('v-1')).toBeUndefined();
    expect(all.get('v-21')).toMatchObject({ state: 'done' });
  });
});
