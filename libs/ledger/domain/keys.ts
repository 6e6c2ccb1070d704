import { CanonicalText, fingerprint, usageKeyFingerprint } from '#libs/kernel/index.js';
import type { Fingerprint, HashText, Sha256 } from '#libs/kernel/index.js';
import type { KeyUse } from '#libs/journal/contract.js';
import type { CreditsGranted, UsageCharged, UsageConflictRecorded } from './events.js';

/** A grant id is used once per account, also after the grant is spent. */
export function grantKey(account: string, grant: string, sha256: HashText): Fingerprint {
  return fingerprint(sha256(new CanonicalText('grant-key/1').text(account).text(grant).toString()));
}

/** A conflict is recorded once per (usage key, other content) (rule 6). */
export function conflictKey(usageKey: Fingerprint, conflictingHash: Sha256, sha256: HashText): Fingerprint {
  return fingerprint(sha256(new CanonicalText('conflict-key/1').text(usageKey).text(conflictingHash).toString()));
}

export function keysOfCharge({ data }: UsageCharged, sha256: HashText): readonly KeyUse[] {
  return [{ key: usageKeyFingerprint(data.usage, sha256), content: fingerprint(data.contentHash) }];
}

export function keysOfConflict({ data }: UsageConflictRecorded, sha256: HashText): readonly KeyUse[] {
  const key = conflictKey(usageKeyFingerprint(data, sha256), data.conflictingHash, sha256);
  return [{ key, content: fingerprint(data.conflictingHash) }];
}

export function keysOfGrant({ data }: CreditsGranted, sha256: HashText): readonly KeyUse[] {
  const key = grantKey(data.account, data.grant, sha256);
  return [{ key, content: key }];
}
