import { accept, invariant } from '#libs/kernel/index.js';
import type { RecordUsageConflict } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';
import { CONTENT_HASH_VERSION } from './charge-usage.js';

export function recordUsageConflict(command: RecordUsageConflict, state: AccountState): AccountDecision {
  if (command.alreadyRecorded) return accept();
  invariant(state.status === 'open', 'an account that holds a usage key is open');
  const { key, prior, conflictingHash, claimedAccount } = command;
  return accept<AccountEvent>({
    type: 'UsageConflictRecorded',
    data: {
      account: state.account,
      source: key.source,
      id: key.id,
      chargedRevision: prior.revision,
      conflictingHash,
      hashVersion: CONTENT_HASH_VERSION,
      claimedAccount,
    },
  });
}
