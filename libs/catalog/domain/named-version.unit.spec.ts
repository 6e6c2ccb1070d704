import { describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import { bookOf, HOUR, NOW, publish, rate } from '../../../test/support/catalog/samples.js';
import { asIfInForce } from './named-version.js';
import { findRate } from './state.js';

const costs = (micro: bigint) => [rate('m', { creditsMicro: credits(micro) })];
const book = bookOf(
  publish({ effectiveFrom: NOW, rates: costs(1n) }),
  publish({ effectiveFrom: NOW + HOUR, rates: costs(2n) }),
  publish({ mode: 'addition', effectiveFrom: NOW, rates: [rate('added', { creditsMicro: credits(5n) })] }),
);

function priceAt(version: number, occurredAt: number, model = 'm') {
  const found = findRate(asIfInForce(book, version)!, { model, kind: 'input', tier: 'standard', occurredAt });
  return (
    found && { micro: found.rate.creditsMicro, version: found.tariff.version, effective: found.tariff.effectiveFrom }
  );
}

describe('a tariff version named for a retroactive price (rule 29)', () => {
  it('prices what happened before it took effect and after it was followed by another', () => {
    expect(priceAt(2, NOW)).toEqual({ micro: 2n, version: 2, effective: NOW + HOUR });
    expect(priceAt(1, NOW + 2 * HOUR)).toEqual({ micro: 1n, version: 1, effective: NOW });
  });

  it('leaves additions to price what it never priced', () => {
    expect(priceAt(2, NOW, 'added')).toMatchObject({ micro: 5n, version: 3 });
  });

  it('is a full version: an addition alone is no price list, and what is not there is none', () => {
    expect(asIfInForce(book, 3)).toBeUndefined();
    expect(asIfInForce(book, 9)).toBeUndefined();
  });
});
