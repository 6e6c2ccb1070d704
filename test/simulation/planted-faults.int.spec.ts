import { describe, expect, it } from '@jest/globals';
import type { Told } from '../support/oracle/index.js';
import { ProductLedger } from './product-ledger.js';
import { inWords, shrink } from './shrink.js';
import { simulate, type Failure } from './simulate.js';

const SHRINKING_MS = 20_000;

/** A product that does one thing wrong. */
class Faulty extends ProductLedger {
  constructor(private readonly spoil: (told: Told) => Told | string) {
    super();
  }

  override tell(told: Told): Promise<string> {
    const spoiled = this.spoil(told);
    return typeof spoiled === 'string' ? Promise.resolve(spoiled) : super.tell(spoiled);
  }
}

async function found(spoil: (told: Told) => Told | string): Promise<Failure> {
  const makeProduct = (): ProductLedger => new Faulty(spoil);
  const failure = await simulate({ seed: 5, steps: 5_000, accounts: 6, makeProduct });
  if (failure === undefined) throw new Error('the fault was not noticed');
  return shrink(failure, Date.now() + SHRINKING_MS);
}

describe('a planted fault is found and cut down to what it takes', () => {
  it('when what a client was told was done is lost', async () => {
    const failure = await found((told) => (told.deed.type === 'adjustDown' ? 'done' : told));
    expect(failure.steps.at(-1)?.deed.type).toBe('adjustDown');
    expect(failure.steps.length).toBeLessThanOrEqual(6);
    expect(inWords(failure)).toContain('adjustDown');
  }, 60_000);

  it('when a usage that is told again is charged again', async () => {
    let told = 0;
    const failure = await found((step) => {
      if (step.deed.type !== 'use') return step;
      const usage = { ...step.deed.usage, id: `${step.deed.usage.id}-${(told += 1)}` };
      return { ...step, deed: { ...step.deed, usage } };
    });
    expect(failure.mismatch.kind).toMatch(/^use/);
    expect(failure.steps.length).toBeLessThanOrEqual(3);
  }, 60_000);

  it('when taking work is done before every source has been read', async () => {
    const failure = await found((told) => ({ ...told, moment: { ...told.moment, takeUpTo: told.moment.giveUpTo } }));
    expect(failure.steps.length).toBeLessThanOrEqual(8);
  }, 60_000);

  it('when a top-up repays nothing of what is owed', async () => {
    const failure = await found((told) =>
      told.deed.type === 'buy'
        ? {
            ...told,
            deed: { ...told.deed, pack: { ...told.deed.pack, scope: { models: ['large', 'small', 'tiny'] } } },
          }
        : told,
    );
    expect(failure.mismatch.kind).toMatch(/^buy|^use|^reserve|^correct/);
    expect(failure.steps.length).toBeLessThanOrEqual(8);
  }, 60_000);
});
