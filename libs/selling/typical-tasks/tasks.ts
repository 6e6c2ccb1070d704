import type { Quantity, Tier } from '#libs/kernel/index.js';

/** Something people do, as the calls it takes (a chat turn, an image, an agent run). */
export interface TypicalTask {
  readonly task: string;
  readonly name: string;
  readonly calls: readonly TaskCall[];
}

export interface TaskCall {
  readonly times: number;
  readonly model: string;
  readonly tier: Tier;
  /** Disjoint, in canonical kind order, zeros left out. */
  readonly quantities: readonly Quantity[];
}
