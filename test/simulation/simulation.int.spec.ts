import { describe, expect, it } from '@jest/globals';
import { inWords, shrink } from './shrink.js';
import { simulate } from './simulate.js';

const STEPS = 20_000;
const SHRINKING_MS = 30_000;

describe('the product and the oracle agree after every step of a random life', () => {
  it.each([11, 12, 13, 14, 15])(
    'seed %i',
    async (seed) => {
      const failure = await simulate({ seed, steps: STEPS, accounts: 10 });
      const told = failure && inWords(await shrink(failure, Date.now() + SHRINKING_MS));
      expect(told).toBeUndefined();
    },
    120_000,
  );
});
