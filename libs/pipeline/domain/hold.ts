import type { HoldReason } from '../contract.js';

/** Why a well-formed usage is not charged yet, and what would change that. */
export interface Hold {
  readonly reason: HoldReason;
  readonly sentence: string;
}
