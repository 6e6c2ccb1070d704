import { describe, expect, it } from '@jest/globals';
import { bookOf, publish, rate } from '../../../../test/support/catalog/samples.js';
import { publishTariff, tariffView } from './tariffs.mapping.js';

const COST = { microMinor: 80_000n, per: 1_000, currency: 'CNY' };
const [tariff] = bookOf(publish({ rates: [rate('m', { supplierCost: COST }), rate('n')] })).versions;

describe('what suppliers are paid', () => {
  it('is shown to those who settle with them, and to nobody else', () => {
    const shown = { microMinor: '80000', per: 1_000, currency: 'CNY' };
    expect(tariffView(tariff!, true).rates.map(({ supplierCost }) => supplierCost)).toEqual([shown, undefined]);
    expect(tariffView(tariff!, false).rates.filter((one) => 'supplierCost' in one)).toEqual([]);
  });

  it('is published as it was sent', () => {
    const { rates, mode } = tariffView(tariff!, true);
    expect(publishTariff('standard', { mode, rates }).rates).toEqual(tariff!.rates);
  });
});
