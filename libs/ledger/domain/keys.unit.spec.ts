import { describe, expect, it } from '@jest/globals';
import { usageKeyFingerprint } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { chargeUsage, debit, granted } from '../../../test/support/ledger/samples.js';
import type { UsageConflictRecorded } from './events.js';
import { conflictKey, grantKey, keysOfCharge, keysOfConflict, keysOfGrant } from './keys.js';

const HASH = 'ef'.repeat(32);
const keysOf = (usage: { readonly source: string; readonly id: string }, account = 'a') => {
  const charged = debit(chargeUsage([], { key: usage, account }), [], { remaining: 0, overage: 0 });
  return keysOfCharge(charged, sha256);
};

describe('the keys an event uses up', () => {
  it('of a debit: its usage key, with the content it came with', () => {
    const usage = { source: 'gateway', id: 'call-1' };
    expect(keysOf(usage)).toEqual([{ key: usageKeyFingerprint(usage, sha256), content: 'ab'.repeat(16) }]);
  });

  it('of a debit: the same on every account, because the account is content, not identity (rule 4)', () => {
    expect(keysOf({ source: 's', id: 'i' }, 'a')).toEqual(keysOf({ source: 's', id: 'i' }, 'b'));
  });

  it('of a debit: another for every other pair, wherever source ends and id begins', () => {
    const pairs = [
      { source: 'ab', id: 'c' },
      { source: 'a', id: 'bc' },
      { source: '', id: 'abc' },
      { source: 'a', id: 'b:c' },
      { source: 'c', id: 'ab' },
    ];
    expect(new Set(pairs.map((pair) => keysOf(pair)[0]?.key)).size).toBe(pairs.length);
  });

  it('of a conflict: one per usage key and other content (rule 6)', () => {
    const usage = { source: 'gateway', id: 'call-1' };
    const conflict = (conflictingHash: string): UsageConflictRecorded => ({
      type: 'UsageConflictRecorded',
      data: { account: 'a', ...usage, chargedRevision: 2, conflictingHash, hashVersion: 1, claimedAccount: 'b' },
    });
    const key = conflictKey(usageKeyFingerprint(usage, sha256), HASH, sha256);
    expect(keysOfConflict(conflict(HASH), sha256)).toEqual([{ key, content: HASH.slice(0, 32) }]);
    expect(keysOfConflict(conflict('ee'.repeat(32)), sha256)[0]?.key).not.toBe(key);
    expect(keysOf(usage)[0]?.key).not.toBe(key);
  });

  it('of a grant: its id within the account', () => {
    const key = grantKey('a', 'g', sha256);
    expect(keysOfGrant(granted('g', 100), sha256)).toEqual([{ key, content: key }]);
    expect(grantKey('b', 'g', sha256)).not.toBe(key);
    expect(grantKey('ag', '', sha256)).not.toBe(key);
  });
});
