import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountRecords } from '#libs/ledger/index.js';
import { Workbench } from './workbench.js';

describe('who reads a long history', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
    await bench.feed(0, ...Array.from({ length: 4_500 }, (_, at) => ({ id: `call-${at}` })));
  });

  afterEach(() => bench.remove());

  /** Turns that everybody else had while something was done. */
  async function turnsDuring(done: () => Promise<unknown>): Promise<number> {
    let turns = 0;
    let isDoing = true;
    const turn = (): void => {
      turns += 1;
      if (isDoing) setImmediate(turn);
    };
    setImmediate(turn);
    await done();
    isDoing = false;
    return turns;
  }

  it('lets everybody else have their turn after each page: the embedded store answers at once', async () => {
    let read = 0;
    const turns = await turnsDuring(async () => {
      for await (const { revision } of accountRecords(bench.ledger.reader, 'a')) read = revision + 1;
    });
    expect(read).toBe(4_502);
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  it('does so when the history is folded for a decision, too', async () => {
    await bench.reopen();
    const turns = await turnsDuring(() => bench.feed(4_500, { id: 'next' }));
    expect(turns).toBeGreaterThanOrEqual(3);
  });
});
