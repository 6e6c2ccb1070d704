/** Stored order of both lists: add at the end only. */

/** Why a debit is disputed: a closed list, so that no free text of a subscriber enters the ledger (rule 38). */
export const DISPUTE_GROUNDS = ['not_recognised', 'amount_wrong', 'charged_twice', 'service_failed', 'other'] as const;
export type DisputeGround = (typeof DISPUTE_GROUNDS)[number];

/** A dispute ends with a correction made since, or the debit stands as it was. */
export const DISPUTE_OUTCOMES = ['corrected', 'stands'] as const;
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];
