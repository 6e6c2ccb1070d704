import { describe, expect, it } from '@jest/globals';
import { fingerprint, usageKeyFingerprint } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { ACCOUNT_SAMPLES } from '../../../test/support/journal/golden/account-samples.js';
import { SELLING_SAMPLES } from '../../../test/support/journal/golden/selling-samples.js';
import { USAGE_SAMPLES } from '../../../test/support/journal/golden/usage-samples.js';
import type { AccountEvent } from './events.js';
import * as keys from './keys.js';
import { keysOf } from './keys-of-event.js';

const SAMPLES = { ...ACCOUNT_SAMPLES, ...USAGE_SAMPLES, ...SELLING_SAMPLES };
const USAGE = { source: 'gateway/shanghai-1', id: '0190a4c2-7d6e' };
const ACCOUNT = 'team-1';

function usedUpBy<Type extends AccountEvent['type']>(type: Type, change: object = {}) {
  return keysOf({ type, data: { ...SAMPLES[type], ...change } } as AccountEvent, sha256);
}

/** A key that says all there is to say. */
function once(key: string) {
  return { key, content: key };
}

describe('the keys an event uses up', () => {
  it('of a debit: its usage key with its content, the same on every account and for every reservation (rules 4, 7)', () => {
    const key = usageKeyFingerprint(USAGE, sha256);
    const { contentHash, usage } = SAMPLES.UsageCharged;
    expect(usedUpBy('UsageCharged')).toEqual([{ key, content: fingerprint(contentHash) }]);
    expect(usedUpBy('UsageCharged', { usage: { ...usage, account: 'b' } })).toEqual(usedUpBy('UsageCharged'));
    expect(usedUpBy('UsageCharged', { usage: { ...usage, reservationId: 'h' } })).toEqual(usedUpBy('UsageCharged'));
  });

  it('of a conflict: one per usage key and other content (rule 6)', () => {
    const { conflictingHash } = SAMPLES.UsageConflictRecorded;
    const key = keys.conflictKey(usageKeyFingerprint(USAGE, sha256), conflictingHash, sha256);
    expect(usedUpBy('UsageConflictRecorded')).toEqual([{ key, content: fingerprint(conflictingHash) }]);
  });

  it('of a grant: its id, the part of a transfer it is, and the product given once', () => {
    expect(usedUpBy('CreditsGranted')).toEqual([
      once(keys.grantKey(ACCOUNT, '~1', sha256)),
      once(keys.transferStepKey('team-2', 't-1', 1, sha256)),
      once(keys.takenKey(ACCOUNT, 'gold', sha256)),
    ]);
    const plain = { transfer: null, oncePerCustomer: false };
    expect(usedUpBy('CreditsGranted', plain)).toEqual([once(keys.grantKey(ACCOUNT, '~1', sha256))]);
  });

  it('of the end of a reservation: how it ended, and the call that settled it (rule 24)', () => {
    const outcome = keys.outcomeKey(ACCOUNT, 'hold-1', sha256);
    expect(usedUpBy('ReservationEnded')).toEqual([
      { key: outcome, content: keys.outcomeContent('settled', sha256) },
      once(keys.settlementKey(ACCOUNT, 'hold-1', 'req-1', sha256)),
    ]);
    expect(usedUpBy('ReservationEnded', { outcome: 'expired', requestId: null })).toEqual([
      { key: outcome, content: keys.outcomeContent('expired', sha256) },
    ]);
  });

  it.each([
    ['UsageCorrected', keys.correctionKey(ACCOUNT, 9, sha256)],
    ['ReservationMade', keys.reservationKey(ACCOUNT, 'hold-1', sha256)],
    ['SubscriptionStarted', keys.subscriptionKey(ACCOUNT, 's-1', sha256)],
    ['PurchaseReversed', keys.reversalKey(ACCOUNT, '~1', sha256)],
    ['TransferSent', keys.transferKey(ACCOUNT, 't-1', sha256)],
    ['PeriodSealed', keys.sealKey(ACCOUNT, 0, sha256)],
  ] as const)('of %s: what it does once', (type, key) => {
    expect(usedUpBy(type)).toEqual([once(key)]);
  });

  it('of what may be repeated: none', () => {
    expect(usedUpBy('MemberAdded')).toEqual([]);
    expect(usedUpBy('GrantExpired')).toEqual([]);
    expect(usedUpBy('TransferReturned')).toEqual([]);
  });
});
