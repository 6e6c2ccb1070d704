import { describe, expect, it } from '@jest/globals';
import { viewJson } from './view-json.js';

describe('views as JSON', () => {
  it('writes amounts as decimal strings and instants as RFC 3339, at any depth', () => {
    const view = { at: 0, grants: [{ amountMicro: 2n ** 60n, expiresAt: null, eligibleFrom: 1 }], quantity: 1 };
    expect(viewJson(view)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      grants: [{ amountMicro: '1152921504606846976', expiresAt: null, eligibleFrom: '1970-01-01T00:00:00.001Z' }],
      quantity: 1,
    });
  });
});
