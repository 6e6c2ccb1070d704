import { describe, expect, it } from '@jest/globals';
import { UNPAID, WRITTEN_OFF } from './lot.js';
import { OveragePayers, type Recovery } from './overage-payers.js';

function payersOf(...uses: readonly (readonly [string, bigint])[]): OveragePayers {
  const payers = new OveragePayers(new Map());
  for (const [place, amount] of uses) payers.use(place, amount);
  return payers;
}

function shown(payers: OveragePayers): readonly string[] {
  return [...payers.entries()].flatMap(([place, paid]) => [...paid].map(([lot, micro]) => `${place} ${lot} ${micro}`));
}

function told(recoveries: readonly Recovery[]): readonly string[] {
  return recoveries.map(({ place, lot, amountMicro }) => `${place} ${lot} ${amountMicro}`);
}

describe('who paid for the overage of a bucket (rules 21, 36)', () => {
  it('pays what was used first, and says whose use brought money in', () => {
    const payers = payersOf(['old', 10n], ['new', 5n]);
    expect(told(payers.settle('lot', 12n))).toEqual(['old lot 10', 'new lot 2']);
    expect(shown(payers)).toEqual(['old lot 10', `new ${UNPAID} 3`, 'new lot 2']);
  });

  it('brings in nothing where it is given up', () => {
    expect(payersOf(['old', 10n]).settle(WRITTEN_OFF, 10n)).toEqual([]);
  });

  it('stops where more is settled than is open: an event was lost or doubled', () => {
    expect(() => payersOf(['old', 10n]).settle('lot', 11n)).toThrow('no more overage is settled than is open');
  });

  it('takes back what the place itself was paid, where that is what the ledger gives back', () => {
    const payers = payersOf(['old', 10n], ['new', 5n]);
    payers.settle('lot', 12n);
    expect(told(payers.undo('new', 'lot', 2n))).toEqual(['new lot -2']);
    expect(shown(payers)).toEqual(['old lot 10', `new ${UNPAID} 3`]);
  });

  it('lets places change places where the ledger gives back what was open, which is another one’s (rule 28)', () => {
    const payers = payersOf(['old', 10n], ['new', 5n]);
    payers.settle('lot', 10n);
    expect(told(payers.undo('old', UNPAID, 4n))).toEqual(['new lot 4', 'old lot -4']);
    expect(shown(payers)).toEqual(['old lot 6', `new ${UNPAID} 1`, 'new lot 4']);
  });

  it('stops where a place gives back more than it used', () => {
    expect(() => payersOf(['old', 1n], ['new', 5n]).undo('old', UNPAID, 2n)).toThrow('used in this bucket');
  });
});
