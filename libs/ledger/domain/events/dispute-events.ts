import type { AccountId } from '#libs/kernel/index.js';
import type { DomainEvent, Revision } from '#libs/journal/contract.js';
import type { DisputeGround, DisputeOutcome } from '../disputes/terms.js';

/** Somebody says that a debit is not right. Nothing moves: what is wrong is mended by a correction (rule 27). */
export type UsageDisputed = DomainEvent<
  'UsageDisputed',
  {
    readonly account: AccountId;
    readonly dispute: string;
    readonly source: string;
    readonly id: string;
    readonly chargedRevision: Revision;
    /** Of the last fact about the usage then: what is disputed. */
    readonly disputedRevision: Revision;
    readonly ground: DisputeGround;
  }
>;

export type DisputeResolved = DomainEvent<
  'DisputeResolved',
  {
    readonly account: AccountId;
    readonly dispute: string;
    readonly source: string;
    readonly id: string;
    readonly chargedRevision: Revision;
    readonly outcome: DisputeOutcome;
    /** What the subscriber is told. */
    readonly explanation: string;
    /** Of the correction that mended it; `null` where the debit stands. */
    readonly correctionRevision: Revision | null;
  }
>;
