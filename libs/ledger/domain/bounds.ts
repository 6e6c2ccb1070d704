/** Bounds of rule 20, per account. */
export const MEMBERS_MAX = 10_000;
export const OPEN_HOLDS_MAX = 10_000;
export const LIVE_GRANTS_MAX = 1_000;
