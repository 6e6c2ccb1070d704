import { describe, expect, it } from '@jest/globals';
import {
  chargeUsage,
  debit,
  fromGrant,
  granted,
  january,
  opened,
  toOverage,
} from '../../../test/support/ledger/samples.js';
import { bucketName } from './overage/bucket-name.js';
import { postingsOf } from './postings.js';

describe('the double entry of an event (rules 17, 19)', () => {
  it('issues a grant from its source', () => {
    expect(postingsOf(granted('g', 100, { source: 'promotion' }))).toEqual([
      { book: 'issued/promotion', amountMicro: -100n },
      { book: 'grant/g', amountMicro: 100n },
    ]);
  });

  it('moves what each payer paid to what was consumed', () => {
    const charge = chargeUsage([
      ['input', 30],
      ['output', 20],
    ]);
    const allocations = [fromGrant(0, 'g', 30, 5), fromGrant(1, 'g', 5, 0), toOverage(1, 15, 15, 3)];
    expect(postingsOf(debit(charge, allocations, { remaining: 0, overage: 15 }))).toEqual([
      { book: 'grant/g', amountMicro: -30n },
      { book: 'consumed', amountMicro: 30n },
      { book: 'grant/g', amountMicro: -5n },
      { book: 'consumed', amountMicro: 5n },
      { book: 'overage/3-block-unpriced', amountMicro: -15n },
      { book: 'consumed', amountMicro: 15n },
    ]);
  });

  it('is empty where no credits move', () => {
    const conflict = {
      account: 'a',
      source: 's',
      id: 'i',
      chargedRevision: 1,
      conflictingHash: 'ef'.repeat(32),
      hashVersion: 1,
      claimedAccount: 'a',
    };
    const still = [
      opened,
      january,
      { type: 'MemberAdded', data: { account: 'a', member: 'm', limitMicro: null } },
      { type: 'AlertRulesSet', data: { account: 'a', alertRules: { percents: [], floorsMicro: [] } } },
      { type: 'UsageConflictRecorded', data: conflict },
      debit(chargeUsage([['request', 0]]), [], { remaining: 0, overage: 0 }),
    ] as const;
    for (const event of still) expect(postingsOf(event)).toEqual([]);
  });

  it('names every overage bucket by itself (rule 21)', () => {
    expect(bucketName({ period: 0, policy: 'block', priceVersion: null })).toBe('0-block-unpriced');
    expect(bucketName({ period: 0, policy: 'block', priceVersion: 2 })).toBe('0-block-2');
  });
});
