import type { Position } from '#libs/journal/contract.js';

export const PROJECTION_NAMES = [
  'accounts',
  'balances',
  'overage',
  'reservations',
  'alerts',
  'invoice-lines',
  'conflicts',
  'timers',
  'disputes',
  'settlement',
  'usage-series',
  'requests',
] as const;
export type ProjectionName = (typeof PROJECTION_NAMES)[number];

/** How far the read models are behind the journal. */
export interface ProjectionLag {
  readonly position: Position;
  readonly head: Position;
  readonly events: number;
  /** Age of the oldest event that is not shown yet; 0 when there is none. */
  readonly seconds: number;
}

/** What queries need of the projector, wherever it runs: in this thread or in a worker. */
export interface ProjectionProgress {
  /** Every read model shows every event up to here. */
  position(): Position;
  /** False if the position was not reached in time. Rejects with the projector's fault if it has stopped. */
  waitFor(position: Position, timeoutMs: number): Promise<boolean>;
}

/** Calls back when the journal may have grown; returns how to stop. Missed calls only cost time: the projector polls. */
export type Wake = (listener: () => void) => () => void;

/**
 * Folds the journal into read models. One at a time: a second one is fenced off.
 * `ProjectionFenced` and `CheckpointMismatch` end it; neither is ever passed over.
 */
export interface Projector extends ProjectionProgress {
  /** Applies everything up to the journal's head as it is when it gets there. */
  catchUp(): Promise<Position>;
  /** Follows the journal until stopped. */
  start(wake?: Wake): RunningProjector;
  /** Drops rows and checkpoints of projections and replays them. Not while it is running. */
  rebuild(names: readonly ProjectionName[]): Promise<Position>;
  lag(): Promise<ProjectionLag>;
}

export interface RunningProjector {
  /** Resolves after `stop`; rejects when the projector stopped by itself. */
  readonly stopped: Promise<void>;
  /** Finishes the batch it is at. */
  stop(): Promise<void>;
}
