import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import { createTariffTrials } from '#libs/selling/index.js';
import type { TariffTrial } from '#libs/catalog/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { promotion, publish, rate } from '../../support/catalog/samples.js';
import { DAY, NOW, Workbench } from '../pipeline/workbench.js';

const HALF = { families: [], rates: [rate('m', { creditsMicro: credits(1n), per: 2 })], promotions: [] };
const LAST_MONTH = { from: NOW - 30 * DAY, until: NOW + 1 };

describe('a draft tariff tried on past usage (offer 18)', () => {
  let bench: Workbench;
  const attempt = (more: Partial<TariffTrial> = {}) => {
    const trials = createTariffTrials({ reader: bench.ledger.reader, sha256, clock: () => bench.now });
    return trials.try({ draft: { book: 'standard', ...HALF }, ...LAST_MONTH, ...more });
  };
  const tried = async (more: Partial<TariffTrial> = {}) => {
    const answer = await attempt(more);
    if (answer.type === 'rejected') throw new Error(answer.rejection.code);
    return answer.report;
  };

  beforeEach(async () => {
    bench = await new Workbench().open();
    await bench.price('m');
    await bench.openAccount('a');
    await bench.openAccount('b');
    await bench.feed(
      0,
      { id: '1', account: 'a', model: 'm', input: 101 },
      { id: '2', account: 'b', model: 'm', input: 3 },
      { id: '3', account: 'b', model: 'm', input: 10, occurredAt: NOW - 31 * DAY },
    );
  });

  afterEach(() => bench.remove());

  it('tells what usage of the period would have cost, each component rounded as it would have been', async () => {
    expect(await tried()).toEqual({
      usages: 2,
      chargedMicro: 104n,
      draftMicro: 53n,
      lines: [{ model: 'm', kind: 'input', quantity: 104n, chargedMicro: 104n, draftMicro: 53n }],
      margins: [],
      notPriced: { usages: 0, chargedMicro: 0n, first: null },
    });
  });

  it('counts usage from the first instant of the period to before its last', async () => {
    expect((await tried({ from: NOW, until: NOW + 1 })).usages).toBe(2);
    expect((await tried({ from: NOW - 1, until: NOW })).usages).toBe(0);
    expect((await tried({ from: NOW - 31 * DAY })).usages).toBe(3);
  });

  it('is for one account, where one is named', async () => {
    expect(await tried({ account: 'b' })).toMatchObject({ usages: 1, chargedMicro: 3n, draftMicro: 2n });
    expect((await tried({ account: 'nobody' })).usages).toBe(0);
  });

  it('leaves out usage of other books, but for an account that is named', async () => {
    const draft = { book: 'new-book', ...HALF };
    expect((await tried({ draft })).usages).toBe(0);
    expect((await tried({ draft, account: 'a' })).draftMicro).toBe(51n);
  });

  it('counts apart what the draft has no price for: it would be held', async () => {
    const draft = { book: 'standard', ...HALF, rates: [rate('other')] };
    expect(await tried({ draft })).toEqual({
      usages: 0,
      chargedMicro: 0n,
      draftMicro: 0n,
      lines: [],
      margins: [],
      notPriced: {
        usages: 2,
        chargedMicro: 104n,
        first: { model: 'm', tier: 'standard', quantities: [{ kind: 'input', quantity: 101 }] },
      },
    });
  });

  it('prices under the draft what an addition prices', async () => {
    await bench.price('n', 'addition');
    await bench.feed(3, { id: '4', account: 'a', model: 'n', input: 7 });
    expect((await tried()).lines).toMatchObject([
      { model: 'm', draftMicro: 53n },
      { model: 'n', chargedMicro: 7n, draftMicro: 7n },
    ]);
  });

  it('takes the place of every version of the book, those that came within the period too', async () => {
    const rates = [rate('m', { creditsMicro: credits(9n) })];
    const origin = { client: 'operator', idempotencyKey: 'dearer', receivedAt: NOW };
    await bench.ledger.tariffs.publish(publish({ effectiveFrom: NOW, rates }), origin);
    await bench.feed(3, { id: '4', account: 'a', model: 'm', input: 2 });
    expect(await tried()).toMatchObject({ chargedMicro: 122n, draftMicro: 54n });
  });

  it('applies the promotions of the draft by the time of use', async () => {
    const free = promotion({ from: NOW - 40 * DAY, until: NOW, numerator: 0, denominator: 1 });
    const draft = { book: 'standard', ...HALF, promotions: [free] };
    expect((await tried({ draft, from: NOW - 31 * DAY })).draftMicro).toBe(53n);
  });

  it('is refused like a publication, and records nothing', async () => {
    const before = await bench.ledger.reader.head();
    expect(await attempt({ draft: { book: 'standard', ...HALF, rates: [] } })).toEqual({
      type: 'rejected',
      rejection: { code: 'tariff_empty' },
    });
    await attempt();
    expect(await bench.ledger.reader.head()).toBe(before);
  });
});
