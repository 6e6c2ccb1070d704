import { CanonicalText } from './canonical-text.js';
import { fingerprint, type Fingerprint, type HashText } from './digest.js';

/** Identity of a usage in the key index (rule 4): the same for ever, whatever the transport and the account. */
export function usageKeyFingerprint(
  key: { readonly source: string; readonly id: string },
  sha256: HashText,
): Fingerprint {
  return fingerprint(sha256(new CanonicalText('usage-key/1').text(key.source).text(key.id).toString()));
}
