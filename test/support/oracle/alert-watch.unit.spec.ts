import { describe, expect, it } from '@jest/globals';
import { after, granted, opened, published, reportA, used } from './examples.js';
import type { Step } from './index.js';

describe('the oracle on alerts (rule 35)', () => {
  function alerts(...steps: Step[]): string[] {
    const oracle = after(published, opened('a', [50, 80, 100]), ...steps);
    return reportA(oracle).alerts.map((alert) => `${alert.threshold}%`);
  }
  const january = { occurredAt: '2026-01-11T00:00:00Z' };
  const early = Date.parse('2026-01-12T00:00:00Z');

  it('speaks at half, stays silent at the same threshold, and speaks only for the highest crossed', () => {
    const spent = (id: string, input: number): Step => used(id, { input }, january, early);
    expect(alerts(granted('g', '1000'), spent('1', 50), spent('2', 10), spent('3', 40))).toEqual(['50%', '100%']);
  });

  it('arms again after a top-up, but for what is met already', () => {
    const spent = (id: string, input: number): Step => used(id, { input }, january, early);
    // 900 of 1,000 spent; 500 more make 900 of 1,500: 60 %, so half is met in silence and 80 % speaks at 1,200.
    expect(alerts(granted('g', '1000'), spent('1', 90), granted('h', '500'), spent('2', 29), spent('3', 1))).toEqual([
      '80%',
      '80%',
    ]);
  });

  it('takes what remains at the start of a period as its new base', () => {
    const first = used('1', { input: 40 }, january, early);
    expect(alerts(granted('g', '1000'), first, used('2', { input: 29 }), used('3', { input: 1 }))).toEqual(['50%']);
  });

  it('leaves scoped grants out of the figures where there is an unscoped one', () => {
    const scoped = granted('s', '100000', { scope: { models: ['other'] }, source: 'promotion' });
    expect(alerts(granted('g', '1000'), scoped, used('1', { input: 50 }, january, early))).toEqual(['50%']);
  });
});
