import { describe, expect, it } from '@jest/globals';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import * as keys from './keys.js';
import { RESERVATION_OUTCOMES } from './terms.js';

const HASH = 'ef'.repeat(32);

describe('the keys of what may happen only once', () => {
  it('differ by kind, also where their parts are the same', () => {
    const same = [
      keys.grantKey('a', '1', sha256),
      keys.conflictKey('a', '1', sha256),
      keys.subscriptionKey('a', '1', sha256),
      keys.reservationKey('a', '1', sha256),
      keys.outcomeKey('a', '1', sha256),
      keys.settlementKey('a', '1', '1', sha256),
      keys.takenKey('a', '1', sha256),
      keys.transferKey('a', '1', sha256),
      keys.transferStepKey('a', '1', 1, sha256),
      keys.correctionKey('a', 1, sha256),
      keys.reversalKey('a', '1', sha256),
      keys.sealKey('a', 1, sha256),
    ];
    expect(new Set(same).size).toBe(same.length);
  });

  it.each([
    ['grant', keys.grantKey],
    ['subscription', keys.subscriptionKey],
    ['reservation', keys.reservationKey],
    ['outcome', keys.outcomeKey],
    ['taken', keys.takenKey],
    ['transfer', keys.transferKey],
    ['reversal', keys.reversalKey],
  ])('differ by every part, wherever one ends and the next begins: %s', (_name, key) => {
    const pairs = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['', 'abc'],
      ['c', 'ab'],
    ] as const;
    expect(new Set(pairs.map(([account, id]) => key(account, id, sha256))).size).toBe(pairs.length);
  });

  it('differ by the numbers in them', () => {
    expect(keys.sealKey('a', 1, sha256)).not.toBe(keys.sealKey('a', 2, sha256));
    expect(keys.correctionKey('a', 1, sha256)).not.toBe(keys.correctionKey('a', 11, sha256));
    expect(keys.transferStepKey('a', 't', 0, sha256)).not.toBe(keys.transferStepKey('a', 't', 1, sha256));
    expect(keys.settlementKey('a', 'r', 'x', sha256)).not.toBe(keys.settlementKey('a', 'r', 'y', sha256));
  });

  it('are one per usage key and other content for a conflict (rule 6)', () => {
    expect(keys.conflictKey('k', HASH, sha256)).toBe(keys.conflictKey('k', HASH, sha256));
    expect(keys.conflictKey('k', HASH, sha256)).not.toBe(keys.conflictKey('k', 'ee'.repeat(32), sha256));
  });

  it('tell how a reservation ended (rule 24)', () => {
    for (const outcome of RESERVATION_OUTCOMES) {
      expect(keys.outcomeOf(keys.outcomeContent(outcome, sha256), sha256)).toBe(outcome);
    }
    expect(keys.outcomeOf('00'.repeat(16), sha256)).toBeUndefined();
  });
});
