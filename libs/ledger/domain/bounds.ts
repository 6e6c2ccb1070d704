/** Bounds of rule 20, per account. */
export const MEMBERS_MAX = 10_000;
export const OPEN_HOLDS_MAX = 10_000;
export const LIVE_GRANTS_MAX = 1_000;
/** Not of rule 20: a debit has one at a time, and nobody reads more. */
export const OPEN_DISPUTES_MAX = 100;
