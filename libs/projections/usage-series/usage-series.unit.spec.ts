import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AccountLife } from '../../../test/support/ledger/account-life.js';
import { NOW, OPEN } from '../../../test/support/ledger/samples.js';
import { anyLife, journalOf } from '../../../test/support/projections/journal-of-life.js';
import { afterProjecting } from '../../../test/support/projections/views-harness.js';
import type { SeriesRequest, UsageSeries } from './usage-series-view.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function seriesOf(life: AccountLife, request: Partial<SeriesRequest> = {}): Promise<UsageSeries> {
  const asked: SeriesRequest = { from: NOW, until: NOW + 3 * HOUR, step: 'hour', by: [], ...request };
  return (await afterProjecting(journalOf(life), ({ usageSeries }) => usageSeries.series('a', asked)))!;
}

/** Two models and two members in the first hour, one call in the third. */
function busy(): AccountLife {
  const life = new AccountLife(...OPEN).grant('g', 1_000);
  life.charge('u1', [['input', 10]], { member: 'm-1' });
  const more = [['input', 1] as const, ['output', 5] as const];
  life.charge('u2', more, { model: 'glm', occurredAt: NOW + 59 * 60_000 });
  return life.charge('u3', [['input', 7]], { member: 'm-1', occurredAt: NOW + 2 * HOUR });
}

describe('a usage series', () => {
  it('shows burn by the hour in which it happened (rule 10), empty hours too, and adds up', async () => {
    const { buckets, totals } = await seriesOf(busy());
    expect(buckets).toEqual([
      {
        startsAt: NOW,
        endsAt: NOW + HOUR,
        calls: 2,
        creditsMicro: 16n,
        groups: [{ calls: 2, quantity: null, creditsMicro: 16n }],
      },
      { startsAt: NOW + HOUR, endsAt: NOW + 2 * HOUR, calls: 0, creditsMicro: 0n, groups: [] },
      expect.objectContaining({ calls: 1, creditsMicro: 7n }),
    ]);
    expect(totals).toMatchObject({ calls: 3, creditsMicro: 23n });
  });

  it('is split by member, model and kind, or by any of them', async () => {
    const { buckets, totals } = await seriesOf(busy(), { by: ['member', 'model', 'kind'] });
    expect(buckets[0]?.groups).toEqual([
      { member: null, model: 'glm', kind: 'input', calls: null, quantity: 1n, creditsMicro: 1n },
      { member: null, model: 'glm', kind: 'output', calls: null, quantity: 1n, creditsMicro: 5n },
      { member: 'm-1', model: 'qwen', kind: 'input', calls: null, quantity: 1n, creditsMicro: 10n },
    ]);
    expect(totals.groups.at(-1)).toMatchObject({ member: 'm-1', quantity: 2n, creditsMicro: 17n });
    const byModel = await seriesOf(busy(), { by: ['model'] });
    expect(byModel.totals.groups).toEqual([
      { model: 'glm', calls: 1, quantity: null, creditsMicro: 6n },
      { model: 'qwen', calls: 2, quantity: null, creditsMicro: 17n },
    ]);
  });

  it('moves what a correction changes where the usage was, whenever it is made; a reversal takes the call away', async () => {
    const life = busy();
    life.now = NOW + 5 * DAY;
    life.correct('u2', [1, 2]).correct('u1', undefined);
    const { buckets } = await seriesOf(life, { by: ['kind'] });
    expect(buckets[0]).toMatchObject({ calls: 1, creditsMicro: 3n });
    expect(buckets[0]?.groups).toEqual([
      { kind: 'input', calls: null, quantity: 1n, creditsMicro: 1n },
      { kind: 'output', calls: null, quantity: 1n, creditsMicro: 2n },
    ]);
    const elsewhere = await seriesOf(life, { from: life.now, until: life.now + HOUR });
    expect(elsewhere.totals).toMatchObject({ calls: 0, creditsMicro: 0n });
  });

  it('knows calls that cost nothing', async () => {
    const life = new AccountLife(...OPEN).charge('u', [['input', 0]]);
    const { totals } = await seriesOf(life, { by: ['kind'] });
    expect(totals).toEqual({
      calls: 1,
      creditsMicro: 0n,
      groups: [{ kind: 'input', calls: null, quantity: 1n, creditsMicro: 0n }],
    });
  });

  it('of an account nobody opened is none', async () => {
    const asked = { from: 0, until: 1, step: 'hour', by: [] } as const;
    const found = await afterProjecting(journalOf(busy()), ({ usageSeries }) => usageSeries.series('b', asked));
    expect(found).toBeUndefined();
  });

  it('sums to the debits and what was corrected of them, whatever happens, however it is split', async () => {
    const dimensions = fc.subarray(['member', 'model', 'kind'] as const);
    await fc.assert(
      fc.asyncProperty(anyLife, dimensions, fc.constantFrom('hour', 'day'), async (life, by, step) => {
        const charged = life.events.reduce((sum, { type, data }) => {
          if (type === 'UsageCharged') return sum + data.totalMicro;
          return type === 'UsageCorrected' ? sum + data.deltaMicro : sum;
        }, 0n);
        let seen = 0n;
        const longest = step === 'hour' ? 30 * DAY : 700 * DAY;
        await afterProjecting(journalOf(life), async ({ usageSeries }) => {
          for (let from = NOW - 40 * DAY; from < life.now + HOUR; from += longest) {
            const { buckets, totals } = (await usageSeries.series('a', { from, until: from + longest, step, by }))!;
            expect(sumOf(buckets)).toBe(totals.creditsMicro);
            expect(sumOf(buckets.flatMap(({ groups }) => groups))).toBe(totals.creditsMicro);
            expect(sumOf(totals.groups)).toBe(totals.creditsMicro);
            seen += totals.creditsMicro;
          }
        });
        expect(seen).toBe(charged);
      }),
      { numRuns: 30 },
    );
  });
});

function sumOf(parts: readonly { readonly creditsMicro: bigint }[]): bigint {
  return parts.reduce((sum, { creditsMicro }) => sum + creditsMicro, 0n);
}
