import { CanonicalText, fingerprint } from '#libs/kernel/index.js';
import type { Fingerprint, HashText, Sha256 } from '#libs/kernel/index.js';
import type { KeyUse } from '#libs/journal/contract.js';
import { RESERVATION_OUTCOMES, type ReservationOutcome } from './terms.js';

/*
 * What may happen only once. Every key is the fingerprint of its own tag and its parts, so no two kinds of key can meet.
 * Ids are kept for ever: what a key stands for has often left the state by the time its id comes again.
 */

/** A usage is charged once (rule 4); the content of the key says what it was charged for (rule 5). */
export function keyUseOfCharge(usageKey: Fingerprint, contentHash: Sha256): KeyUse {
  return { key: usageKey, content: fingerprint(contentHash) };
}

/** A grant id is used once per account. */
export function grantKey(account: string, grant: string, sha256: HashText): Fingerprint {
  return key('grant-key/1', [account, grant], sha256);
}

/** A conflict is recorded once per (usage key, other content) (rule 6). */
export function conflictKey(usageKey: Fingerprint, conflictingHash: Sha256, sha256: HashText): Fingerprint {
  return key('conflict-key/1', [usageKey, conflictingHash], sha256);
}

/** A subscription id is used once per account. */
export function subscriptionKey(account: string, subscription: string, sha256: HashText): Fingerprint {
  return key('subscription-key/1', [account, subscription], sha256);
}

/** A reservation id is used once per account. */
export function reservationKey(account: string, reservation: string, sha256: HashText): Fingerprint {
  return key('reservation-key/1', [account, reservation], sha256);
}

/** A reservation ends once (rule 24); the content of the key says how: `outcomeContent`. */
export function outcomeKey(account: string, reservation: string, sha256: HashText): Fingerprint {
  return key('reservation-outcome-key/1', [account, reservation], sha256);
}

export function outcomeContent(outcome: ReservationOutcome, sha256: HashText): Fingerprint {
  return key('reservation-outcome/1', [outcome], sha256);
}

/** How a reservation ended, from the content of its outcome key. */
export function outcomeOf(content: Fingerprint, sha256: HashText): ReservationOutcome | undefined {
  return RESERVATION_OUTCOMES.find((outcome) => outcomeContent(outcome, sha256) === content);
}

/** The call that settled a reservation: told again under another usage key, it is held (rule 24). */
export function settlementKey(account: string, reservation: string, requestId: string, sha256: HashText): Fingerprint {
  return key('settlement-key/1', [account, reservation, requestId], sha256);
}

/** A product that a customer may have once. */
export function takenKey(account: string, product: string, sha256: HashText): Fingerprint {
  return key('taken-key/1', [account, product], sha256);
}

/** A transfer id is used once per sender. */
export function transferKey(account: string, transfer: string, sha256: HashText): Fingerprint {
  return key('transfer-key/1', [account, transfer], sha256);
}

/** A part of a transfer arrives once, whoever brings it (rule 33). */
export function transferStepKey(from: string, transfer: string, part: number, sha256: HashText): Fingerprint {
  return key('transfer-step-key/1', [from, transfer, part.toString()], sha256);
}

/** The fact at a revision is corrected once: a later correction names the newer fact (rule 27). */
export function correctionKey(account: string, correctedRevision: number, sha256: HashText): Fingerprint {
  return key('correction-key/1', [account, correctedRevision.toString()], sha256);
}

/** A dispute id is used once per account. */
export function disputeKey(account: string, dispute: string, sha256: HashText): Fingerprint {
  return key('dispute-key/1', [account, dispute], sha256);
}

/** A purchase is reversed once (rule 32). */
export function reversalKey(account: string, grant: string, sha256: HashText): Fingerprint {
  return key('reversal-key/1', [account, grant], sha256);
}

/** A period is sealed once (rule 13). */
export function sealKey(account: string, period: number, sha256: HashText): Fingerprint {
  return key('seal-key/1', [account, period.toString()], sha256);
}

function key(tag: string, parts: readonly string[], sha256: HashText): Fingerprint {
  const text = parts.reduce((canonical, part) => canonical.text(part), new CanonicalText(tag));
  return fingerprint(sha256(text.toString()));
}
