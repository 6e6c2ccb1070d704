import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credits } from '#libs/kernel/index.js';
import { alertOf, cleared, fired } from '../../../test/support/webhooks/alert-script.js';
import type { AlertView } from '#libs/projections/contract.js';
import { alertNotice, usedPercent } from './alert-notice.js';

function sentenceOf(changes: Partial<AlertView>): string {
  const transition = { ...fired('acc-1', 1), alert: alertOf('acc-1', changes) };
  return (JSON.parse(alertNotice(transition).body) as { data: { sentence: string } }).data.sentence;
}

describe('the text of an alert (rule 35)', () => {
  it('A8: names what was really used, not the threshold that was met', () => {
    expect(sentenceOf({ remainingMicro: credits(166_543_210n) })).toBe(
      'Account acc-1 has used 83.34 % of 1,000 credits and has 166.54321 credits left; its threshold is 80 %.',
    );
  });

  it('A8: never says more than was used, and never less than a threshold that was met', () => {
    const amount = fc.bigInt({ min: 1n, max: 2n ** 62n });
    fc.assert(
      fc.property(amount, amount, (base, left) => {
        const remaining = left % base;
        const [whole = '', decimals = ''] = usedPercent({
          baseMicro: credits(base),
          remainingMicro: credits(remaining),
        })!.split('.');
        const hundredths = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
        expect(hundredths * base <= (base - remaining) * 10_000n).toBe(true);
        expect((hundredths + 1n) * base > (base - remaining) * 10_000n).toBe(true);
      }),
    );
  });

  it('speaks of a floor in credits', () => {
    const floor = { kind: 'floor', threshold: 5_000_000n, remainingMicro: credits(4_500_000n) } as const;
    expect(sentenceOf(floor)).toBe('Account acc-1 has 4.5 credits left; its floor is 5 credits.');
  });

  it('speaks of a member, also of one that is beyond its limit', () => {
    expect(sentenceOf({ member: 'm-1', threshold: 100n, remainingMicro: credits(-50_000_000n) })).toBe(
      'Member m-1 of account acc-1 has used 105 % of 1,000 credits and is 50 credits beyond; its threshold is 100 %.',
    );
  });

  it('that is cleared says of which threshold, under an id of its own', () => {
    const { id, type, body } = alertNotice(cleared('acc-1', 9));
    expect([id, type]).toEqual(['acc-1/percent-80/1/cleared', 'alert.cleared']);
    expect(JSON.parse(body)).toMatchObject({
      timestamp: '2026-11-01T00:00:00.000Z',
      data: {
        position: 9,
        sentence: 'Account acc-1 is clear of its threshold of 80 %, met at 2026-11-01T00:00:00.000Z.',
      },
    });
  });
});
