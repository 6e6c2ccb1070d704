import type { Instant } from '#libs/kernel/index.js';

/** Time as a decision sees it; it enters as data (rules 11, 15). */
export interface Clock {
  /** The ledger's own clock: reservations live by it. */
  readonly now: Instant;
  /** Work that gives is decided up to here: `receivedAt` of a usage, now for a command. */
  readonly giveUpTo: Instant;
  /** Work that takes is decided up to here: every source has been read past it. Never after `giveUpTo`. */
  readonly takeUpTo: Instant;
  /** How long after its end a period is sealed and an expired grant's rest is taken (rules 13, 14). */
  readonly closeGraceMs: number;
}

/** What a client command is decided with besides the state: time and key look-ups enter as data. */
export interface CommandContext {
  readonly clock: Clock;
  /** The command's idempotency key was used before with the same input: its effect is there (rule 9). */
  readonly alreadyDone: boolean;
  /** The id the command gives to something new was used on this account before; what is spent has left the state. */
  readonly idUsed: boolean;
}
