import type { AccountId } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { GrantSource } from '#libs/ledger/contract.js';

/**
 * What became of granted credits, in micro-credits (rule 19): issued = remaining + consumed + overage repaid + expired +
 * forfeited + rolled out + transferred out + refunded + adjusted down.
 */
export interface GrantSums {
  readonly grants: number;
  readonly issuedMicro: bigint;
  /** Held included. */
  readonly remainingMicro: bigint;
  /** Of what remains, held by reservations (rule 23). */
  readonly heldMicro: bigint;
  /** Corrections taken in. */
  readonly consumedMicro: bigint;
  readonly overageRepaidMicro: bigint;
  readonly expiredMicro: bigint;
  readonly forfeitedMicro: bigint;
  readonly rolledOutMicro: bigint;
  /** Transfers that came back taken off. */
  readonly transferredOutMicro: bigint;
  readonly refundedMicro: bigint;
  readonly adjustedDownMicro: bigint;
}

export interface SourceSums extends GrantSums {
  readonly source: GrantSource;
}

/** What no grant paid (rule 21): created = open + repaid + billed + written off + reversed. */
export interface OverageSums {
  readonly buckets: number;
  readonly createdMicro: bigint;
  readonly openMicro: bigint;
  readonly repaidMicro: bigint;
  readonly billedMicro: bigint;
  readonly writtenOffMicro: bigint;
  /** Undone by corrections (rule 28). */
  readonly reversedMicro: bigint;
}

/** Of what was issued, credits that had been in another grant before. */
export interface MovedIn {
  readonly rolledInMicro: bigint;
  readonly transferredInMicro: bigint;
  readonly refundGrantsMicro: bigint;
}

/** The life of all credits of an account, or of the ledger, from issue to end. */
export interface Lifecycle {
  /** `null`: the whole ledger. */
  readonly account: AccountId | null;
  readonly granted: GrantSums;
  /** Those that were issued at all. */
  readonly bySource: readonly SourceSums[];
  readonly movedIn: MovedIn;
  readonly overage: OverageSums;
  /** Both equations hold, for each grant and each bucket. */
  readonly addsUp: boolean;
  /** Every event up to here is included. */
  readonly position: Position;
  /** Events after this are not included; later than `position` where the read models grew while they were summed. */
  readonly untilPosition: Position;
}

export interface LifecycleQueries {
  /** `undefined`: no such account (yet). */
  ofAccount(account: AccountId): Promise<Lifecycle | undefined>;
  /** @param onRows is told how many grants and buckets of how many are summed */
  ofLedger(onRows?: (done: number, total: number) => void): Promise<Lifecycle>;
}
