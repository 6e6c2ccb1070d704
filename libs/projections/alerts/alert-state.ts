import type { AccountId, Credits, GrantId, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';

export interface Threshold {
  readonly kind: 'percent' | 'floor';
  /** Percent of the base used, or micro-credits remaining. */
  readonly value: bigint;
}

/** An alert that was given, frozen as it was then. */
export interface SpokenAlert extends Threshold {
  readonly generation: number;
  readonly firedAt: Instant;
  readonly baseMicro: Credits;
  readonly remainingMicro: Credits;
  readonly position: Position;
}

/** A threshold that was crossed and has not been cleared. */
export interface Crossing extends Threshold {
  /** `null`: it counts as fired, but nobody was told. */
  readonly spoken: SpokenAlert | null;
}

/** B of rule 35 and what remains of it. */
export interface Figures {
  readonly baseMicro: Credits;
  readonly remainingMicro: Credits;
}

export interface WatchedGrant {
  readonly grant: GrantId;
  readonly pot: Pot;
  readonly remainingMicro: Credits;
  readonly expiresAt: Instant | null;
  /** Of what remains, what is in the base; `null`: a refund grant, of which nothing is until the next period (rule 35). */
  readonly inBaseMicro: Credits | null;
}

/** Unscoped and scoped grants are added up apart: only one of the two sums is watched (rule 35). */
export type Pot = 'unscoped' | 'scoped';

export interface AlertState {
  readonly account: AccountId;
  /** Those of the rules, percents from the highest down. */
  readonly thresholds: readonly Threshold[];
  /** The newest opened; -1 before the first. */
  readonly period: number;
  /** With credits left that have not lapsed. */
  readonly grants: readonly WatchedGrant[];
  readonly unscoped: Figures;
  readonly scoped: Figures;
  readonly generation: number;
  readonly crossings: readonly Crossing[];
}

/** Over unscoped grants, or over all where none is unscoped: all of them are then scoped. */
export function watchedPot({ unscoped }: AlertState): Pot {
  return unscoped.baseMicro > 0n || unscoped.remainingMicro > 0n ? 'unscoped' : 'scoped';
}

export function isSameThreshold(left: Threshold, right: Threshold): boolean {
  return left.kind === right.kind && left.value === right.value;
}
