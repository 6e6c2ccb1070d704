import type { SealedLinesCursor } from '../../contract.js';

/** Token of the AcknowledgedLines port. */
export const ACKNOWLEDGED_LINES = Symbol('AcknowledgedLines');

/** Up to where an API client has what it was told. */
export interface AcknowledgedLines {
  /** `undefined`: it has acknowledged nothing. */
  cursorOf(client: string): Promise<SealedLinesCursor | undefined>;
}
