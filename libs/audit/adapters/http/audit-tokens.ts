/** Token of the AccountAudit. */
export const ACCOUNT_AUDIT = Symbol('AccountAudit');
/** Token of the Verifications. */
export const VERIFICATIONS = Symbol('Verifications');
/** Token of the JournalHeads. */
export const JOURNAL_HEADS = Symbol('JournalHeads');
