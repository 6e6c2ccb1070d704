import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parsePartnerFile, readPartnerFile } from './partner-file.js';

const SAMPLE = join(import.meta.dirname, '../../../../catalogue/partners/partner-apps.json');
const NOW = Date.UTC(2026, 4, 7);

const ENTRY = {
  partner: 'p',
  name: 'P',
  apps: ['app'],
  share: { numerator: 1, denominator: 3 },
  listPrice: { amount: '1.50', currency: 'CNY', per: '1000000' },
};

function parsed(entry: object) {
  return parsePartnerFile(JSON.stringify({ title: 't', partners: [entry] }), 'p.json', NOW);
}

describe('a file of partner contracts', () => {
  it('says what each partner is paid; by list value unless it says otherwise (rule 36)', () => {
    expect(parsed(ENTRY)).toEqual([
      {
        type: 'PublishPartnerContract',
        partner: 'p',
        name: 'P',
        illustrative: false,
        apps: ['app'],
        share: { numerator: 1, denominator: 3 },
        basis: 'list_value',
        listPrice: { amountMinor: 150n, perMicro: 1_000_000_000_000n, currency: 'CNY' },
      },
    ]);
  });

  it('is read from the sample catalogue', async () => {
    const contracts = await readPartnerFile(SAMPLE, NOW);
    expect(contracts.map(({ partner, basis, effectiveFrom }) => [partner, basis, effectiveFrom])).toEqual([
      ['workbuddy', 'list_value', Date.UTC(2026, 0)],
      ['cloud-devices', 'recognised_revenue', Date.UTC(2026, 0)],
    ]);
  });

  it.each([
    ['no app', { ...ENTRY, apps: [] }, '/partners/0/apps'],
    ['an unknown member', { ...ENTRY, share_of: 1 }, '/partners/0'],
    ['a basis that is none', { ...ENTRY, basis: 'profit' }, '/partners/0/basis'],
    ['a share of nothing', { ...ENTRY, share: { numerator: 1, denominator: 0 } }, '/partners/0/share/denominator'],
    [
      'an amount its currency cannot have',
      { ...ENTRY, listPrice: { ...ENTRY.listPrice, amount: '1.505' } },
      '/partners/0/listPrice/amount must be an amount in CNY',
    ],
  ])('is refused with the place of the fault: %s', (_, entry, told) => {
    expect(() => parsed(entry)).toThrow(told);
  });

  it('that is not JSON is no such file', () => {
    expect(() => parsePartnerFile('{', 'p.json', NOW)).toThrow('p.json is not a file of partner contracts');
  });
});
