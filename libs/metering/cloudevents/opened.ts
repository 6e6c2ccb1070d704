import type { Fault } from '../domain/fault.js';

/** An event in its structured form, not yet validated; with a fault, as much of it as could be read. */
export interface Opened {
  readonly event: unknown;
  readonly fault?: Fault;
}
