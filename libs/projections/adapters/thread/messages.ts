import type { Position } from '#libs/journal/contract.js';

/** What a projector in a worker thread is told. */
export type ToProjector = { readonly type: 'wake' } | { readonly type: 'stop' };

/** What it tells. */
export type FromProjector =
  { readonly type: 'shown'; readonly position: Position } | { readonly type: 'failed'; readonly fault: FaultText };

/** An error as it crosses a thread: structured clone would lose its code. */
export interface FaultText {
  readonly code: string;
  readonly message: string;
}
