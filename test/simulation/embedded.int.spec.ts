import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Dice } from '../support/oracle/dice.js';
import { RandomLife } from '../support/oracle/index.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { ComparedRun } from './compared-run.js';
import { EmbeddedProduct } from './embedded-product.js';
import { soundly, stepsAfter } from './sound-deeds.js';

const STEPS = 2_000;
const CRASH_SHARE = 0.01;

describe('the ledger on one machine and the oracle agree after every step of a random life', () => {
  let folder: TemporaryFolder;
  let product: EmbeddedProduct;

  beforeEach(() => {
    folder = temporaryFolder();
    product = new EmbeddedProduct(folder.path);
  });

  afterEach(async () => {
    await product.close();
    folder.remove();
  });

  it.each([101, 102])(
    'seed %i',
    async (seed) => {
      const run = new ComparedRun(product);
      const life = new RandomLife(seed, run.oracle, 6);
      const dice = new Dice(seed);
      const refused = new Set<string>();
      await product.open(0);
      let now = 0;
      for (let done = 0; done < STEPS;) {
        const told = soundly(life.next(), run.oracle);
        // A refusal is remembered for a day (rule 9), which the oracle does not do.
        if (told === undefined || refused.has(told.key)) continue;
        done += 1;
        ({ now } = told.moment);
        const { outcome, mismatch } = await run.step(told, stepsAfter);
        expect({ at: done, told, mismatch }).toEqual({ at: done, told, mismatch: undefined });
        if (told.deed.type !== 'use' && !['done', 'again'].includes(outcome)) refused.add(told.key);
        if (dice.chance(CRASH_SHARE)) await product.reopen();
      }
      expect(run.everything(now)).toBeUndefined();
    },
    120_000,
  );
});
