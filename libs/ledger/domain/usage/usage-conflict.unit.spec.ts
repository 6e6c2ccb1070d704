import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '#libs/kernel/index.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { OPEN } from '../../../../test/support/ledger/samples.js';
import type { RecordUsageConflict } from '../commands.js';
import { decide } from '../decide.js';
import { UNOPENED } from '../state.js';

const prior = { stream: 'account-a', revision: 5, content: 'ab'.repeat(16) };
const record: RecordUsageConflict = {
  type: 'RecordUsageConflict',
  key: { source: 'gateway', id: 'call-1' },
  prior,
  conflictingHash: 'ef'.repeat(32),
  claimedAccount: 'b',
  alreadyRecorded: false,
};

describe('I4: a usage key that comes again with other content', () => {
  it('is recorded on the account that holds the key, with the debit it contradicts and the account it named', () => {
    account
      .given(...OPEN)
      .when(record)
      .thenEvents({
        type: 'UsageConflictRecorded',
        data: {
          account: 'a',
          source: 'gateway',
          id: 'call-1',
          chargedRevision: 5,
          conflictingHash: 'ef'.repeat(32),
          hashVersion: 1,
          claimedAccount: 'b',
        },
      });
  });

  it('is recorded once per content: told again, nothing happens (rule 6)', () => {
    account
      .given(...OPEN)
      .when({ ...record, alreadyRecorded: true })
      .thenNothing();
  });

  it('stops the process on an account that is not open: it cannot hold a key', () => {
    expect(() => decide(record, UNOPENED)).toThrow(InvariantViolation);
  });
});
