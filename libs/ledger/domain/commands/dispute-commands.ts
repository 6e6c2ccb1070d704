import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { DisputeGround, DisputeOutcome } from '../disputes/terms.js';

/**
 * Marks a debit as disputed.
 * Rejections: `account_unknown`, `dispute_exists`, `usage_unknown`, `usage_already_disputed`, `too_many_disputes`.
 */
export interface DisputeUsage {
  readonly type: 'DisputeUsage';
  readonly account: AccountId;
  readonly dispute: string;
  readonly key: { readonly source: string; readonly id: string };
  readonly ground: DisputeGround;
  /** `undefined`: no such usage was charged on the account. */
  readonly facts: DisputedFacts | undefined;
}

/** What is recorded about a usage; read from the journal before the command is decided. */
export interface DisputedFacts {
  readonly chargedRevision: Revision;
  readonly lastRevision: Revision;
}

/**
 * Explains how a dispute ended. To correct is a command of its own (rule 27) that comes before.
 * Rejections: `account_unknown`, `dispute_unknown`, `dispute_uncorrected`.
 */
export interface ResolveDispute {
  readonly type: 'ResolveDispute';
  readonly account: AccountId;
  readonly dispute: string;
  readonly outcome: DisputeOutcome;
  readonly explanation: string;
  /** Of the last fact about the disputed usage; `undefined`: no such dispute was ever opened. */
  readonly lastRevision: Revision | undefined;
}
